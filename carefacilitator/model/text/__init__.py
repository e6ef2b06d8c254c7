"""Text compared: folded for search and matching, or repeated word for word."""
