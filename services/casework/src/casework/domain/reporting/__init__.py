"""A unit's half-year in figures: pure counting over what cases have on record."""
