"""The desk's pages of what keeps the rest going: phones, staff, quarantine and the record of changes."""
