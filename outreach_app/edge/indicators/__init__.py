"""Editions of the benchmark and their indicators at the desk: seeded, edited, judged by the library."""
