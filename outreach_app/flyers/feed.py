"""What phones mirror of flyers: all that it takes to show a code full-screen and to say what it opens."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.flyers.models import TEMPLATES, Flyer
from outreach_app.shapes import Day, Id, Many, Part, Shape, Text, Truth, Whole, Word

FLYERS = "flyers"


class FlyerWords(Shape):
    """What a flyer says in one language."""

    language = Id()
    title = Text()
    text = Text()
    action = Text()
    alt = Text(required=False)


class FlyerPicture(Shape):
    """The picture of a flyer, as it lies behind the flyer's own code; `content` is its name there."""

    content = Id()
    width = Whole()
    height = Whole()


class FlyerRow(Shape):
    """A flyer; `address` is where its button leads beyond its own page. Hours are the library's own."""

    id = Id()
    code = Id()
    version = Whole(least=1)
    template = Word(*TEMPLATES, called="FlyerTemplate")
    words = Many(Part(FlyerWords))
    address = Text(null=True)
    valid_from = Day(null=True)
    valid_until = Day(null=True)
    on = Day(null=True)
    starts = Text(null=True)
    ends = Text(null=True)
    place = Text()
    retired = Truth()
    picture = Part(FlyerPicture, required=False)


def flyer_row(flyer: Flyer) -> str:
    """A flyer as phones see it."""
    told = {name: getattr(flyer, name) for name in ("id", "code", "version", "template")}
    told["words"] = [{"language": language, **words} for language, words in flyer.words.items()]
    told["address"] = flyer.address or None
    told |= {name: getattr(flyer, name) for name in ("valid_from", "valid_until", "on", "starts", "ends", "place")}
    told["retired"] = flyer.retired_at is not None
    if flyer.picture:
        # Left out where there is none: rows of flyers without one stay as phones have them.
        told["picture"] = {"content": flyer.picture, "width": flyer.picture_width, "height": flyer.picture_height}
    return rows.as_text(told)


def publish(writing: Writing, flyer: Flyer) -> None:
    """Tell all phones of this flyer as it is now."""
    rows.publish(writing, FLYERS, flyer.id, flyer_row(flyer))


def all_flyers(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for flyer in session.scalars(select(Flyer)):
        yield flyer.id, flyer_row(flyer), (rows.EVERYONE,)
