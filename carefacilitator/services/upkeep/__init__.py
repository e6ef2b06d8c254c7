"""The workspace itself: backup, undo, bin, history, search."""
