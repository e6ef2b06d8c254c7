"""During the day: the clock, the notes, the blocks of the agenda."""
