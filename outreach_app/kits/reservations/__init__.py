"""Kits that are promised: for a visit or to a partner, with the time that it takes to get one ready again."""
