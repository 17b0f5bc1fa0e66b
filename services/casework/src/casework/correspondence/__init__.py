"""The letters of a case: prefilled from it, kept with it, and each step on its record."""
