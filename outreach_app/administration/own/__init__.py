"""A person's own settings: which letters they get."""
