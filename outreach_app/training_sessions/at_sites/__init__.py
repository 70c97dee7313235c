"""Sessions by the places where they were held."""
