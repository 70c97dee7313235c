"""Pages over all partners: partnerships that are going cold, and a map of their places."""
