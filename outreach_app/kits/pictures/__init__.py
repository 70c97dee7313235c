"""Pictures of kits and of things in them, added at the desk, for whoever has the kit before them."""
