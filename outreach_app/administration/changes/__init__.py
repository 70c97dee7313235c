"""The record of changes at the desk: who changed what outside the ledger, in plain words, and as a file."""
