"""Emergency mode: switched on and off, who is safe, where what is open, who was helped with what, and what came of it."""
