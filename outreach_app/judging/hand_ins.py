"""What a hand-in says on its page: which kit, who, on which visit; its parts are told with the fact itself."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from outreach_app.judging.content import Content, Line, Sort
from outreach_app.judging.models import Record
from outreach_app.judging.words import WHAT
from outreach_app.ledger.reading import Kept
from outreach_app.ledger.telling import STAFF, Names
from outreach_app.web.text import gettext as _

KITS = "kits"


def _what(record: Record, names: Names) -> str:
    return _("%(what)s: %(kit)s", what=WHAT.get(record.what, record.what), kit=names(KITS, record.about))


def _content(session: Session, record: Record, facts: Sequence[Kept]) -> Content:
    def lines(names: Names) -> list[Line]:
        visit = [(_("On the visit"), names("visits", record.visit_id))] if record.visit_id else []
        return [(_("Kit"), names(KITS, record.about)), (_("Who"), names(STAFF, record.author)), *visit]

    return Content([], lines)


HAND_INS = Sort(_what, _content, about=KITS, page=("kits.show", "kit"))
