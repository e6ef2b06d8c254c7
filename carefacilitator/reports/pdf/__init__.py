"""The file itself: fonts and pictures embedded, structure, attachments, the archive form."""
