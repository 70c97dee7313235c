"""What people read, in their language: Flask-Babel's functions with types."""

from typing import cast

import flask_babel


def gettext(text: str, **values: object) -> str:
    """The text in the reader's language, with these values at its placeholders."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """One text or the other, by the number, which stands at `%(num)s`."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy_gettext(text: str, **values: object) -> str:
    """A text that is put in the reader's language when it is shown, for what is made once for all requests."""
    return cast("str", flask_babel.lazy_gettext(text, **values))
