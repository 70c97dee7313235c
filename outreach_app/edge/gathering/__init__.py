"""What the records show, a module for each source: asked of the features that keep them, through their queries."""
