"""What phones mirror of spaces: what a class in the library may be in, and how many it holds."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.feed import rows
from outreach_app.shapes import Id, Shape, Text, Truth, Whole, Word
from outreach_app.spaces.models import SORTS, Space

SPACES = "spaces"


class SpaceRow(Shape):
    """A room of the library, or a set of devices that is used in it."""

    id = Id()
    name = Text()
    sort = Word(*SORTS, called="SpaceSort")
    capacity = Whole(least=1, null=True)
    retired = Truth()


def space_row(space: Space) -> str:
    """A space as phones see it."""
    told = {"id": space.id, "name": space.name, "sort": space.sort, "capacity": space.capacity}
    return rows.as_text({**told, "retired": space.retired_at is not None})


def all_spaces(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for space in session.scalars(select(Space)):
        yield space.id, space_row(space), (rows.EVERYONE,)
