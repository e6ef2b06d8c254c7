"""What helps a room to speak: groups, polls, speakers, what the wall shows."""
