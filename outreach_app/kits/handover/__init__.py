"""A kit that goes from hand to hand without coming back to the library."""
