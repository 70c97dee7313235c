"""What a hand-in says on its page: which kit, who, on which visit; and what was answered, beside what came first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from outreach_app.judging.content import Change, Content, Line, Sort
from outreach_app.judging.facts import AMENDED
from outreach_app.judging.models import Record
from outreach_app.judging.words import WHAT
from outreach_app.ledger import reading
from outreach_app.ledger.reading import Kept
from outreach_app.ledger.telling import STAFF, Names
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

KITS, PARTS, COUNTED = "kits", "parts", "kit.counted"
_Otherwise: TypeAlias = dict[str, tuple[Sequence[Any], Sequence[Any]]]
_HERE = ("present", "damaged", "found", "unexpected")
_RESULT: Mapping[str, str] = {
    "present": lazy_gettext("%(num)s there"),
    "found": lazy_gettext("%(num)s there"),
    "missing": lazy_gettext("%(num)s missing"),
    "damaged": lazy_gettext("%(num)s damaged"),
    "consumed": lazy_gettext("%(num)s used up"),
    "unexpected": lazy_gettext("%(num)s of another kit"),
}


def _what(record: Record, names: Names) -> str:
    return _("%(what)s: %(kit)s", what=WHAT.get(record.what, record.what), kit=names(KITS, record.about))


def _content(session: Session, record: Record, facts: Sequence[Kept]) -> Content:
    # What happened last stands first, here as on the page.
    answers = [one for one in facts if one.fact.kind == AMENDED]
    first = next((one for one in facts if one.fact.id == record.id), None)
    counts = _counts(session, record, answers)
    told = {id_: _otherwise(first, count) for id_, count in counts.items()}

    def lines(names: Names) -> list[Line]:
        visit = [(_("On the visit"), names("visits", record.visit_id))] if record.visit_id else []
        return [(_("Kit"), names(KITS, record.about)), (_("Who"), names(STAFF, record.author)), *visit]

    def changes(names: Names) -> list[Change]:
        return [change for one in answers for change in _changes(one, told, names)]

    return Content([(PARTS, part) for parts in told.values() for part in parts], lines, changes)


def _counts(session: Session, record: Record, answers: Iterable[Kept]) -> dict[str, Kept]:
    """The counts of this kit that answers name, by the fact that counts; one may still be on its phone."""
    named = {one.fact.payload["counted"] for one in answers} - {None}
    found = reading.kept(session, named)
    return {id_: one for id_, one in found.items() if one.fact.kind == COUNTED and one.fact.subject == record.about}


def _otherwise(first: Kept | None, count: Kept) -> _Otherwise:
    """By part the lines of the hand-in and of the count, where they do not say the same of it."""
    before = first.fact.payload.get("parts", []) if first else []
    after = count.fact.payload["parts"]
    told: _Otherwise = {}
    for part in dict.fromkeys(line["part"] for line in after):
        was, becomes = ([line for line in lines if line["part"] == part] for lines in (before, after))
        # Where nothing was said of a part, the whole kit was handed in.
        is_same = _here(was) == _here(becomes) if was else all(line["result"] == "found" for line in becomes)
        if not is_same:
            told[part] = (was, becomes)
    return told


def _here(lines: Sequence[Mapping[str, Any]]) -> int:
    return sum(line["count"] for line in lines if line["result"] in _HERE)


def _changes(one: Kept, told: Mapping[str, _Otherwise], names: Names) -> Iterable[Change]:
    counted, words = one.fact.payload["counted"], one.fact.payload["words"]
    said = _("It is right as recorded") if counted is None else _("Counted again")
    if counted is not None and counted not in told:
        said = _("Counted again; the count has not come yet")
    yield Change(one, _("Answer"), _("nothing"), f"{said}: {words}" if words else said)
    for part, (was, becomes) in told.get(counted, {}).items():
        yield Change(one, names(PARTS, part), _results(was) or _("as it should be"), _results(becomes) or _("nothing"))


def _results(lines: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(str(_RESULT[line["result"]]) % {"num": line["count"]} for line in lines if line["count"])


HAND_INS = Sort(_what, _content, about=KITS, page=("kits.show", "kit"))
