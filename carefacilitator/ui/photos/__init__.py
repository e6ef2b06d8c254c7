"""Photos: taken in, looked at, with their captions and what was agreed about them."""
