"""Whom to speak to at a partner: business contacts, several, told to phones."""
