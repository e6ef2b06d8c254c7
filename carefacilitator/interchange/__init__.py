"""Other people's files: spreadsheets and exports from forms."""
