"""The directory given out: as the standard's tables, and as its JSON."""
