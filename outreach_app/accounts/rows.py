"""What a row of the table of permissions says: who may use a route, and how it is used."""

from dataclasses import dataclass

from outreach_app.accounts.models import ADMIN, COORDINATOR, TRAINER

ANYONE, PHONE = "anyone", "phone"
STAFF = frozenset({TRAINER, COORDINATOR, ADMIN})
COORDINATORS = frozenset({COORDINATOR, ADMIN})
ADMINS = frozenset({ADMIN})

MOST_OF_A_FILE = 17 * 1024 * 1024
# More than is kept of a picture, so that its form itself can say what is too much.
MOST_OF_A_PICTURE = 64 * 1024 * 1024
MOST_OF_A_SHEET = 4 * 1024 * 1024
MOST_OF_A_PACKAGE = 8 * 1024 * 1024
# Far more than a comment may have, so that the form itself can say so; what is typed is longer on its way.
MOST_OF_A_COMMENT = 8 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """Who may use a route."""

    who: str | frozenset[str]
    comes_back: bool = False
    """True where a form that was open for too long is shown again with what was typed; else it is refused."""
    signs_itself: bool = False
    """True for a public form, which carries a token of its own that needs no cookie, and checks it itself."""
    most_bytes: int | None = None
    """How large a request may be where that is more than elsewhere."""
