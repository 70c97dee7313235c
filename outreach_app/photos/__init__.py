"""Pictures: stored by content, named by facts, shown to the library's staff and to nobody else."""
