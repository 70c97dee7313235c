"""A page of its own for each partner: behind a code on a poster in their office, without an account."""
