"""Libraries, the staff who sign in, their phones, and who may do what."""
