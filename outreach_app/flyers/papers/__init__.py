"""Flyers on paper: what is printed, and the codes that each stack has of its own."""
