"""Mobile training kits: what is in them, who holds them, what came back."""
