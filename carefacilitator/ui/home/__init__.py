"""Home, and the page of what a search found."""
