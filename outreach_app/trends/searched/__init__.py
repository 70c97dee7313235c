"""What is looked for in the public directory: words and topics by month, counts only, never who."""
