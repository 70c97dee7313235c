"""What the desk keeps of kits and parts, and how long each may be. Pure."""

DETAILS = ("serial", "model", "bought_on", "cost", "least")
"""What is known of a part besides its name, number and tag."""
OF_A_PART = ("name", "count", "tag", *DETAILS)

MOST_OF_A_NAME, MOST_OF_A_CODE, MOST_OF_A_TAG = 200, 16, 40
