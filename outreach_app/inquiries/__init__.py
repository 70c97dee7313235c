"""Who sees to what does not add up, and what somebody on the road was asked about it."""
