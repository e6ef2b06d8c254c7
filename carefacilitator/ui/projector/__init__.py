"""What the whole room sees on the wall."""
