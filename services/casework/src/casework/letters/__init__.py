"""Letters: facts in, .docx out, and the steps that a letter takes before it leaves.

Nothing here reads a database or a clock; the number is given by casework.store.numbers at the signing step.
"""
