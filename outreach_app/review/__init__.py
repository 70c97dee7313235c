"""What the field sent, as the desk sees it: the front page, home, what came in, what does not add up."""
