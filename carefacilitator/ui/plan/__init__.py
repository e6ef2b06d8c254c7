"""Before the day: what the workshop is, its agenda, templates, how its papers look."""
