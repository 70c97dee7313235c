"""Paper: label sheets and cards as tagged PDF. What people wrote goes in as data, never as source."""
