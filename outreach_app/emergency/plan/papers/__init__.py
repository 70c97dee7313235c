"""The go-pack: a version of the plan on paper, with codes, and the page that says the same."""
