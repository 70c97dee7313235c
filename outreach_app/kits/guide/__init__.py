"""A kit's quick guide: how to use it, as the library writes it, a text per language; plain text with simple lists."""
