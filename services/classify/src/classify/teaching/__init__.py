"""What the service learns from: publications as they were judged, officers' verdicts, models, and who judges."""
