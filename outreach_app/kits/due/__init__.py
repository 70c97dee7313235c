"""What is due and overdue: by whoever has it, at the desk and by mail."""
