"""The desk: what needs a person, what came in, and settling what does not add up. Reads features through their queries."""
