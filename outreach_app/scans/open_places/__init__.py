"""What is open where in an emergency, for everybody: one light page in every language that such pages speak."""
