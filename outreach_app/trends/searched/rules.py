"""Which words of a search may be counted: none of one that looks as if it were about a person. Pure.

A search that is not counted costs a figure a little; a name that is counted cannot be taken back. So it errs towards leaving
out: a word that is at times a name goes, and with it the whole search. It can miss a rare name; that is why a word that few
looked for is shown to nobody, and is forgotten when its month is over.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from outreach_app.directory.queries import words_in
from outreach_app.trends.searched.names import GIVEN, SURNAMES

FEW = 5
"""A word that was looked for less often in a month is not shown."""
MOST_OF_A_MONTH = 2_000
"""Different words that are kept of a month."""
SHORTEST, LONGEST, MOST_WORDS = 2, 24, 8
_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE).search
# As many digits as numbers to call, birthdays and cards have; those of streets and of people's papers have letters or dots.
_MOST_DIGITS = 4
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}").search
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?\s+(\w+\s+){1,3}(street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|circle|trail)\b"
    r"|\b(calle|avenida|avda|camino|apartment|apt|unit|lot|departamento|apartamento)\.?\s+(\w+\s+){0,3}#?\s*\d",
    re.IGNORECASE,
).search
_TITLE = re.compile(
    r"\b(mr|mrs|ms|miss|mx|sr|sra|srta|señor|señora|señorita|don|doña|dra|grandma|grandpa|uncle|abuela|abuelo)\b\.?\s+\w"
    r"|\b(name is|named|se llama|de nombre|born on|date of birth|dob|ssn|social security number)\b",
    re.IGNORECASE,
).search
_CAPITAL = re.compile(r"[^\W\d_][^\W\d_'’-]+(?:['’-][^\W\d_]+)*")
# Numbers that everybody knows: to call for help, and forms of the tax office.
KNOWN_NUMBERS = frozenset(["211", "311", "411", "511", "711", "811", "911", "988", "1040", "1095", "1098", "1099"])


def countable(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """The words of a search that may be counted, each once; `is_known` tells the words of the directory."""
    words = words_in(text)
    if not words or len(words) > MOST_WORDS or names_somebody(text, words, is_known):
        return []
    return list(dict.fromkeys(word for word in words if _is_kept(word)))


def names_somebody(text: str, words: list[str], is_known: Callable[[str], bool]) -> bool:
    """Whether a search looks as if it were about a person: a name, an address, a number that is somebody's."""
    if _ADDRESS(text) or _DATE(text) or _STREET(text) or _TITLE(text):
        return True
    digits = [one for one in words if one.isdigit() and one not in KNOWN_NUMBERS]
    if sum(letter.isdigit() for letter in text) > _MOST_DIGITS or len(digits) > 1:
        return True
    if any(word in GIVEN or word in SURNAMES for word in words):
        return True
    return _is_two_capitals(text, is_known)


def _is_two_capitals(text: str, is_known: Callable[[str], bool]) -> bool:
    """Two words beside each other, both with a capital and both strange to the directory: "Oyelaran Whitfield"."""
    found = _CAPITAL.findall(text)
    strange = [word[0].isupper() and not word.isupper() and not all(map(is_known, words_in(word))) for word in found]
    return any(one and other for one, other in pairwise(strange))


def _is_kept(word: str) -> bool:
    if not SHORTEST <= len(word) <= LONGEST:
        return False
    return not word.isdigit() or word in KNOWN_NUMBERS
