"""What calendar programs follow: a person's visits and errands, or those of the whole library."""
