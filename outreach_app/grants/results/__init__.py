"""Which visits, sessions and kits a grant paid for: chosen by hand, or by a partner and a span of days."""
