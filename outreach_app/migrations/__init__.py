"""The database's history, by Alembic. One file a change, named by time and sentence."""
