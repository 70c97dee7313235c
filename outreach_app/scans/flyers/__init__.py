"""What opens behind a flyer's code."""
