"""Controls and rows that any page may use. They know no page and no service."""
