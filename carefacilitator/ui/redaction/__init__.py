"""Removing for good, and names in texts: what is asked and said, who holds what."""
