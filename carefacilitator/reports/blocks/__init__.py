"""What documents are made of: headings, paragraphs, tables, charts, photos, lines to write on."""
