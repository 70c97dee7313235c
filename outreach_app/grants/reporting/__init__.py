"""What the funder is told: a page for each grant with its numbers."""
