"""Two records that are one person or organisation: found, compared, joined."""
