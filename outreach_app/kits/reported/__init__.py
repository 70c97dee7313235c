"""What whoever has a kit says of it, by its label or on a phone: damaged, missing, not working, found."""
