"""What was known of a year, kept as it was: who kept it, figures and wording; and how it compares with now."""
