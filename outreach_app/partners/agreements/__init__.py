"""What was agreed with a partner, from when to when, with the paper itself; and the letter before it ends."""
