"""The page behind a partner's code."""
