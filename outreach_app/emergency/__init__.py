"""What the library does when disaster strikes: its plan, and an emergency itself."""
