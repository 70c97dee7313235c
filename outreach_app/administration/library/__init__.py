"""What a library says of itself: its name, time zone, languages, fiscal year, how long it lends."""
