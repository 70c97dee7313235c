"""How often each topic came up in each month, whatever it was counted by: the numbers behind every curve."""
