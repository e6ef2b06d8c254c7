"""What a set of operations means, in any order: values, texts, what was removed for good."""
