"""What arrives in bundles: planned, compared, taken in whole, and taken out again if asked."""
