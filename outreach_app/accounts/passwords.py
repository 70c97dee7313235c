"""Passwords, by argon2id with the library's defaults (RFC 9106, low-memory profile).

To check one takes 64 MB and a tenth of a second, and whoever asks for it need not be known: so only a few are checked
at a time, in each process, and nobody else waits for them.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from outreach_app import ids, turns
from outreach_app.db import RETRY_AFTER_SECONDS
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

LEAST_LENGTH = 10
CHECKED = turns.Few(at_once=2, waiting=14)
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
    """Whether the password is the one stored; takes as long where nothing is stored. Raises `Refusal` "busy"."""
    try:
        with turns.aside(), CHECKED.turn():
            _hasher.verify(stored or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    except turns.TooMany as many:
        message = _("The server is busy. Nothing is lost; try again in a moment.")
        raise Refusal("busy", message, retry_after=ids.between(*RETRY_AFTER_SECONDS)) from many
    return stored is not None
