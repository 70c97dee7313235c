"""Spaces: rooms and sets of devices of the library, lent to community organisations for technology classes in the library."""
