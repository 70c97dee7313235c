"""What trainers hear and count on their way: needs, referrals, help at a table; topics and numbers, never who."""
