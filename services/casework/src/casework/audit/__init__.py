"""The audit trail: entries that can be added and read, never changed, and a proof of that which works offline. Pure."""
