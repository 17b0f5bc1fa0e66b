"""Pages beside the cases: accounts, bodies, time limits, the audit trail, parked records."""
