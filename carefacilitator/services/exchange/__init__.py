"""What goes to others and what comes from them: disclosure, bundles, imports, devices, shares."""
