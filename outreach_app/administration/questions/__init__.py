"""The questions about sessions at the desk: what the library asks, in its own words and each of its languages."""
