"""The condition of kits and their parts, and what is done to keep them fit: charged, wiped, updated, inspected, repaired."""
