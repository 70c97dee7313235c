"""How often codes are opened: daily totals by code, and nothing else."""
