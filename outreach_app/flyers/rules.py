"""What holds for flyers, whoever asks. Pure."""

from urllib.parse import urlsplit

MOST_OF_AN_ADDRESS = 1000


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser may be led to: http or https, with a host, and nothing hidden in it."""
    if len(text) > MOST_OF_AN_ADDRESS or any(letter.isspace() or not letter.isprintable() or letter == "\\" for letter in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False


def is_current(valid_from: str | None, valid_until: str | None, on: str) -> bool:
    """Whether a flyer is true on a day; both ends are days on which it is."""
    return (valid_from is None or valid_from <= on) and (valid_until is None or on <= valid_until)
