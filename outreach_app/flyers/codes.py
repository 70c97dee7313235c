"""The codes of flyers and of their stacks. Pure but for the drawing of chance.

A flyer's code has five letters. A stack's begins with its flyer's, so that a code that a phone made with no network leads
to the flyer before the library has heard of it; then come six letters by chance, and one that follows from the others,
by which a slip of the pen is known. `static/field/rules/flyer-codes.ts` makes and reads the same.
"""

from collections.abc import Iterator

from outreach_app import ids
from outreach_app.ids import ALPHABET

OF_A_FLYER, BY_CHANCE = 5, 6
OF_A_STACK = OF_A_FLYER + BY_CHANCE + 1
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


def new_for(flyer: str) -> str:
    """A code for one more stack of the flyer of this code."""
    begun = flyer + ids.code(BY_CHANCE)
    return begun + check(begun)


def check(begun: str) -> str:
    """The last letter of a stack's code (Luhn's, to the base of the alphabet): one wrong letter always gives another."""
    total = 0
    for place, letter in enumerate(reversed(begun)):
        value = _VALUE[letter] * (2 - place % 2)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def spelled(typed: str) -> str:
    """A code as it is kept, typed as it may be: in any case, with spaces and hyphens."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def in_groups(code: str) -> str:
    """A code as it is read aloud: the flyer's letters, then the stack's."""
    return "-".join(part for part in (code[:OF_A_FLYER], code[OF_A_FLYER:9], code[9:]) if part)


def flyer_of(code: str) -> str | None:
    """The flyer's own code that a spelled code begins with; None where it is neither a flyer's nor a stack's."""
    is_one = len(code) in (OF_A_FLYER, OF_A_STACK) and all(letter in _VALUE for letter in code)
    return code[:OF_A_FLYER] if is_one else None


def is_stack(code: str) -> bool:
    """Whether a spelled code is one that a stack may have."""
    return len(code) == OF_A_STACK and flyer_of(code) is not None and check(code[:-1]) == code[-1]


def near(code: str) -> Iterator[str]:
    """The flyers' codes that a spelled code may have been meant for: one letter is another, or two changed places."""
    begun = code[:OF_A_FLYER]
    if len(code) not in (OF_A_FLYER, OF_A_STACK):
        return
    for place in range(OF_A_FLYER):
        for letter in ALPHABET:
            if letter != begun[place]:
                yield begun[:place] + letter + begun[place + 1 :]
    for place in range(OF_A_FLYER - 1):
        yield begun[:place] + begun[place + 1] + begun[place] + begun[place + 2 :]
