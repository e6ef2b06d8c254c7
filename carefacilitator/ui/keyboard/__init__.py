"""Where keys go: the field typed in, the second click, a key typed too early, the focus ring."""
