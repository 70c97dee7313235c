"""Sessions by what they were about."""
