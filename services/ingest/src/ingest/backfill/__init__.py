"""The past of an outlet, read in a lane of its own: what is looked for, page by page, until all of it is done."""
