"""Stocktakes at the desk: what was counted when, by whom, and what was not as it should be."""
