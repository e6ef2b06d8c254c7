"""What a person sees: windows, pages and painted widgets. The only room that imports PySide6."""
