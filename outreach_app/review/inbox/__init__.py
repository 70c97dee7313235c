"""What does not add up: the inbox, the page of one, what to do first, and what people do about it."""
