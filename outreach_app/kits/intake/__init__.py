"""Kits out of a spreadsheet, and into one."""
