"""The file that travels: written, sealed, opened and checked as FORMAT.md says."""
