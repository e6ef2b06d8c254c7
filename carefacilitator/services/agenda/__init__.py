"""The agenda of a workshop: planned, run by the clock, shortened, written and read as files."""
