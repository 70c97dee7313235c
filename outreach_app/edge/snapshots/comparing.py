"""A snapshot beside what is shown now: indicator by indicator, figure by figure, by their keys. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach_app.edge.snapshots.keeping import Kept


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure then and now; None where there was none of the kind."""

    says: str
    then: int | str | None
    now: int | str | None

    @property
    def more(self) -> int | None:
        """By how much it grew; None where that cannot be said."""
        return self.now - self.then if isinstance(self.then, int) and isinstance(self.now, int) else None


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator as it was kept, and as it is; `now` is None where the benchmark asks it no more."""

    then: Kept
    now: Kept | None
    figures: tuple[Pair, ...]

    @property
    def is_renamed(self) -> bool:
        """Whether it has another number or wording now."""
        return self.now is not None and (self.then.number, self.then.wording) != (self.now.number, self.now.wording)


def compared(then: Sequence[Kept], now: Mapping[str, Kept]) -> list[Compared]:
    """Each indicator that was kept beside what it is now, whatever it is called; `now` is by the id that it was kept under."""
    return [Compared(one, now.get(one.indicator), _figures(one, now.get(one.indicator))) for one in then]


def _figures(then: Kept, now: Kept | None) -> tuple[Pair, ...]:
    later = {one.key: one for one in (now.figures if now else ())}
    pairs = [Pair(one.says, one.value, later[one.key].value if one.key in later else None) for one in then.figures]
    before = {one.key for one in then.figures}
    return (*pairs, *(Pair(one.says, None, one.value) for key, one in later.items() if key not in before))
