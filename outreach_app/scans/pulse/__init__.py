"""What lies behind the code of a session: four questions."""
