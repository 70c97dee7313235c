"""The entries of the plan, section by section: each has a form of its own at the desk."""
