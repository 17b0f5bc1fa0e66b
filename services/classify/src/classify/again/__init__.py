"""The past judged again: publications that are kept, by another model, beside the chain."""
