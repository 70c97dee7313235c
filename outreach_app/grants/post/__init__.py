"""Letters before a deadline and before a task is due."""
