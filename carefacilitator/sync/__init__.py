"""How bundles travel between devices."""
