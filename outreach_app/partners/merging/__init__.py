"""Two rows for one organisation become one; facts keep the ids that they named, and it can be undone."""
