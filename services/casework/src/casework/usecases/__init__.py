"""One function per command: of other services' events, of people, of time."""
