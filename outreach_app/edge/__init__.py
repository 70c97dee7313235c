"""The Edge benchmark's indicators, and what the records show of each: figures, names, documents, gaps; kept year by year."""
