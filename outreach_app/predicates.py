"""A predicate in one function, written out as source, as dataclasses write their methods.

What a value must be is told by the fields of a shape; asked one by one, each by a call, they would cost a third of what
keeping a fact costs. So each field writes the lines that refuse what does not fit it, and these become one function.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_INDENT = "    "


class Source:
    """The lines of a predicate about `value`; what they speak of beside it is known by name.

    `missing` stands for a member that is not there.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._depth = 1
        self._known: dict[str, Any] = {"missing": object()}
        self._variables = 0

    def line(self, text: str) -> None:
        """Add one line at the present depth."""
        self._lines.append(_INDENT * self._depth + text)

    def refuse_if(self, condition: str) -> None:
        """The predicate is false where this holds."""
        self.line(f"if {condition}: return False")

    @contextmanager
    def within(self, head: str) -> Iterator[None]:
        """Lines added in this block belong to the statement that `head` begins."""
        self.line(head)
        self._depth += 1
        # A block may come to have no line of its own.
        self.line("pass")
        yield
        self._depth -= 1

    def known(self, thing: Any) -> str:
        """A name under which the lines can speak of this."""
        name = f"known_{len(self._known)}"
        self._known[name] = thing
        return name

    def variable(self) -> str:
        """A name that nothing has yet."""
        self._variables += 1
        return f"value_{self._variables}"

    def function(self) -> Callable[[Any], bool]:
        """The predicate."""
        lines = ["def check(value):", *self._lines, f"{_INDENT}return True"]
        # All of it is written by the fields of our own shapes; nothing that came from outside is in it.
        exec(compile("\n".join(lines), "<a shape's predicate>", "exec"), self._known)  # noqa: S102
        made: Callable[[Any], bool] = self._known["check"]
        return made
