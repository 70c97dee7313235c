"""Staff at the desk: who signs in, inviting somebody, changing a role, and what leaving means for the phones."""
