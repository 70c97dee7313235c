"""Partners and their sites: who the library works with, and where."""
