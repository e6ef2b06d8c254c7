"""Photos, logos and the branding of papers: taken in without what a camera hides in them."""
