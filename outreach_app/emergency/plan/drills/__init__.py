"""The log of drills: when the plan was practised, what was learned, and what changed in it by that."""
