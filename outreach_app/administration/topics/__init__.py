"""The pick-list of topics at the desk: adding, renaming, ordering, retiring."""
