"""What the public says of a listing: that it is otherwise than it stands. It waits for a person and changes nothing."""
