"""A partner at the desk: what it is, what the partnership does, and at which stage it is."""
