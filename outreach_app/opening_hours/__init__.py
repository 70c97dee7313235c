"""When a place is open: a week that repeats, and days that are otherwise. Knows no place, no feature and no database."""
