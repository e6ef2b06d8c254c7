"""What was done before: the history of a record, and the bin."""
