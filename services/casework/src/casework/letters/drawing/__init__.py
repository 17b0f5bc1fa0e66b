"""Draws the templates: page, styles, the blocks around the text, and the text from its wording file."""
