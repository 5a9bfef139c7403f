"""The reading corner: the catalogue and loans of the shelf in the waiting garden."""
