"""Rescue: a file of facts that a phone saved is brought in at the desk, with the outcomes of a sync."""
