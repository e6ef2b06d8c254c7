"""How bundles travel: through a folder that several devices reach, such as a stick."""
