"""Text on paper: directions, shaping, line breaks, fonts for every script."""
