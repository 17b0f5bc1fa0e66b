"""The export: one .zip that proves itself without us."""
