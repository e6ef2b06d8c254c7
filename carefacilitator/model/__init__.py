"""What a workshop is and the rules it obeys: records, vocabulary, operations and merge, figures."""
