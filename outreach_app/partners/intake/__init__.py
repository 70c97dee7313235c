"""Partners out of a spreadsheet, and into one."""
