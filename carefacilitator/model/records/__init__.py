"""Every kind of record and its fields, ids, and the vocabulary of the field."""
