"""The letters of a case in the console: their pages and forms."""
