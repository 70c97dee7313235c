"""Evidence as rows of a spreadsheet: a line for each figure, name, gap and judgement."""

from collections.abc import Iterator, Sequence

from outreach_app.edge import words
from outreach_app.edge.snapshots.keeping import Kept, Told
from outreach_app.web.text import gettext as _


def rows(told: Told, first: str, last: str) -> Iterator[Sequence[object]]:
    """The head, then the lines of each indicator."""
    yield (
        _("Edition"), _("Number"), _("Wording"), _("From"), _("To"), _("What it is"), _("What"), _("Value"), _("Of"),
        _("Details"),
    )  # fmt: skip
    for one in told.indicators:
        begins = (told.edition, one.number, one.wording, first, last)
        for line in _lines(one):
            yield (*begins, *line)


def _lines(one: Kept) -> Iterator[Sequence[object]]:
    if one.standing:
        yield _("Records"), str(words.STANDINGS[one.standing]), "", "", ""
    if one.judgement or one.note:
        judged = str(words.JUDGEMENTS.get(one.judgement, "")) if one.judgement else _("Not judged")
        yield _("Judgement"), judged, "", "", "; ".join(filter(None, [one.note, one.judged_by, one.judged_at[:10]]))
    for figure in one.figures:
        yield _("Figure"), figure.says, "" if figure.value is None else figure.value, figure.of or "", ""
    for names in one.names:
        for name, detail in names.items:
            yield _("Name"), names.says, name, "", detail
    for gap in one.missing:
        yield _("Missing"), gap, "", "", ""
