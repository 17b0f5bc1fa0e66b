"""The publications of which the machine is not sure, for people to sort."""
