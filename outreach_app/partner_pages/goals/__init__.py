"""The desk's pages of the library's own goals, with what was reached."""
