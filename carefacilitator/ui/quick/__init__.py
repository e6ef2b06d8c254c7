"""A workshop begun in a minute, when people are there already."""
