"""Charts and tables of one workshop or of several."""
