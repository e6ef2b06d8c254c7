"""What helps a room to speak: groups, polls, the line of speakers, whose voice is heard."""
