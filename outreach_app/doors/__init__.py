"""Doors: short codes and tokens by which people and phones come in, and the library that each leads to.

The one table that is not scoped to a library, since it is what tells the library. It holds hashes, never secrets.
"""
