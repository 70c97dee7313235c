"""Who changed what outside the ledger: one line for every change of a reference row, a staff member or a device."""
