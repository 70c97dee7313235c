"""What is to be done for a grant, by whom and until when."""
