"""Passwords, by argon2id with the library's defaults (RFC 9106, low-memory profile)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

LEAST_LENGTH = 10
_hasher = PasswordHasher()
# Checked in place of a missing one, so that an unknown address takes as long as a wrong password.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5J3Mtc2FsdC0xNg$kVtB3sHxQ0oQwq0v0bP5vM8S6F0m8uX2yX0b1Z8w1nM"


def hashed(password: str) -> str:
    """What is stored of a password. Raises `Refusal` "accounts.password_short"."""
    if len(password) < LEAST_LENGTH:
        message = _("The password needs at least %(count)s characters.", count=LEAST_LENGTH)
        raise Refusal("accounts.password_short", message, fields={"password": [message]})
    return _hasher.hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password is the one stored; takes as long where nothing is stored."""
    try:
        _hasher.verify(stored or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
