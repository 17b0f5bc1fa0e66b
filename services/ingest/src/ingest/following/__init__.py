"""Which publications open cases tell of: those are looked at more often, so that an edit is seen within the hour."""
