"""Records that perhaps tell of one session, side by side."""
