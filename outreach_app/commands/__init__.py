"""The groups of the `outreach` command that have a file of their own."""
