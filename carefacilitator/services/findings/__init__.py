"""What was said and what follows from it: notes, lessons, commitments, partners, evaluations."""
