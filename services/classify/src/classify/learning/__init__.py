"""How the judgement learns and is measured: from files given by hand, never inside the service."""
