"""Stories: publications that tell the same thing, across outlets and days. Pure but for the spool."""
