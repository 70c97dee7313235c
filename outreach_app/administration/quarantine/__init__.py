"""Quarantine at the desk: what phones sent and the server could not understand, read, tried again or set aside."""
