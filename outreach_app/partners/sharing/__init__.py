"""What is shared with a partner in each direction, year by year; and where nothing is shared with anybody."""
