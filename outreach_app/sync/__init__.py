"""How phones and the server talk. Knows no feature: the catalogue is handed to it."""
