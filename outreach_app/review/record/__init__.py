"""One record of the queue: all that is known of it on one page, and what the desk makes of it."""
