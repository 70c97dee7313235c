"""Flyers: what is handed out and laid out, by whose codes people find what the library offers."""
