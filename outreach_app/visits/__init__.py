"""Visits: stays of trainers at a partner's site, planned at the desk or begun on the spot."""
