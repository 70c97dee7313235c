"""How often kits were taken out, for whoever counts it."""
