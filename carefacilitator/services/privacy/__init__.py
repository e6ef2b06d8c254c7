"""What must not be read by others: names in texts, quotes, removal for good."""
