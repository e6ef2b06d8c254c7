"""A bundle of somebody else: what it brings, what it asks, two versions of one text."""
