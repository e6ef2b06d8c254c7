"""The window around the pages: header, status bar, opening a workspace, loading pages ahead."""
