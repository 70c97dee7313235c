"""Flyers as PDF for whoever holds a partner's page: no account."""
