"""Approving many records of the queue at once, and taking that back."""
