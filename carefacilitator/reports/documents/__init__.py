"""The documents: each file sets one of them, and the catalogue lists them all."""
