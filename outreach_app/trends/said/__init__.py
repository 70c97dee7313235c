"""What trainers wrote down beside what they heard."""
