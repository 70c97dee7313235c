"""Sessions as files to take along."""
