"""What lies behind the code of a kit."""
