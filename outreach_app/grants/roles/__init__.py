"""Which partners take part in a grant, and as what."""
