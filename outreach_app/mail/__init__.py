"""Messages to people, by the mail server that the settings name."""
