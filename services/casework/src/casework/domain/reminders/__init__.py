"""Who is told what before a clock runs out and after, planned when the clock starts."""
