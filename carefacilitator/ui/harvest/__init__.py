"""After a block: lessons, commitments, experiences and the evaluation drawn out of the notes."""
