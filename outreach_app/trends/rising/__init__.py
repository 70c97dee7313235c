"""What comes up more often than before, by more than chance."""
