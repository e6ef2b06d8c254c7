"""Any table somebody sends: its container, encoding, separator and cells, behind one guard."""
