"""What is asked over all partners: which go on, and where their places are."""
