"""Phones at the desk: adding one, how each is doing, telling one to leave."""
