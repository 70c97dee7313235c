"""Training sessions: classes and help that were given, as the yearly reports count them, and their review at the desk."""
