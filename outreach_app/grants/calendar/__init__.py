"""Deadlines and tasks of grants for calendar programs, by an address that can be closed."""
