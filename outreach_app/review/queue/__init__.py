"""The queue: what came in from the field and waits to be judged, one record of it, many at once."""
