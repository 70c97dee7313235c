"""What points nowhere in a package, what goes with what is left out, and which rows are a service's."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from outreach_app.directory.intake.faults import Fate, Fault
from outreach_app.directory.intake.spool import Spool
from outreach_app.directory.linking import Key
from outreach_app.directory.standard import ENTITIES, LOCATION, META_TABLE, ORGANIZATION, PROGRAM, SERVICE, TAXONOMY, TERM
from outreach_app.web.text import lazy_gettext as _

_AT_ONCE = 1_000
# These are something by themselves; all others are something of whatever holds them.
_STAND_ALONE = {one.name for one in (ORGANIZATION, PROGRAM, SERVICE, LOCATION, TAXONOMY, TERM, META_TABLE)}
_LEADS_ASTRAY = """
SELECT points.number, points.field, points.of, points.of_id, points.is_needed, points.is_held, target.number IS NOT NULL,
       rows.file, rows.line, rows.place
FROM points JOIN rows ON rows.number = points.number
LEFT JOIN rows target ON target.entity = points.of AND target.id = points.of_id
WHERE rows.entity = ? AND NOT rows.is_out AND (target.number IS NULL OR target.is_out)
"""
_OF_SERVICES = """
UPDATE rows SET service = (
  SELECT target.service FROM points JOIN rows target ON target.entity = points.of AND target.id = points.of_id
  WHERE points.number = rows.number AND target.service IS NOT NULL LIMIT 1
) WHERE entity = ?
"""


def settle(spool: Spool, there: Callable[[Iterable[Key]], set[Key]]) -> Iterator[Fault]:
    """Leave out what cannot be without what is not there, say so, and tell the rows of each service."""
    for entity in ENTITIES:
        cursor = spool.db.cursor()
        cursor.execute(_LEADS_ASTRAY, (entity.name,))
        out: list[int] = []
        alone: dict[int, tuple[str, int | None, str]] = {}
        while found := list(islice(cursor, _AT_ONCE)):
            known = there({(one[2], one[3]) for one in found})
            for number, field, of, of_id, is_needed, is_held, is_left_out, file, line, place in found:
                if (of, of_id) in known:
                    continue
                says = _gone(of, of_id) if is_left_out else _nowhere(of, of_id)
                if is_held and is_left_out and entity.name not in _STAND_ALONE:
                    alone[number] = (file, line, place)
                if is_needed:
                    out.append(number)
                    alone.pop(number, None)
                if is_needed or not is_left_out:
                    yield Fault(file, place, field, says, Fate.ROW if is_needed else Fate.KEPT, line)
        for number, (file, line, place) in alone.items():
            if number not in out and not _is_held_elsewhere(spool, number, there):
                out.append(number)
                yield Fault(file, place, "", _("All that it belongs to is left out."), Fate.ROW, line)
        spool.db.executemany("UPDATE rows SET is_out = 1 WHERE number = ?", [(one,) for one in out])
        if entity is SERVICE:
            spool.db.execute("UPDATE rows SET service = id WHERE entity = ?", (SERVICE.name,))
        else:
            spool.db.execute(_OF_SERVICES, (entity.name,))


def _is_held_elsewhere(spool: Spool, number: int, there: Callable[[Iterable[Key]], set[Key]]) -> bool:
    query = """SELECT points.of, points.of_id, target.number IS NOT NULL AND NOT target.is_out FROM points
    LEFT JOIN rows target ON target.entity = points.of AND target.id = points.of_id WHERE points.number = ? AND is_held"""
    held = list(spool.db.execute(query, (number,)))
    return any(is_there for _of, _id, is_there in held) or bool(there({(of, id_) for of, id_, _is in held}))


def _nowhere(of: str, id_: str) -> Any:
    return _("No %(entity)s has the id %(id)s.", entity=of, id=id_)


def _gone(of: str, id_: str) -> Any:
    return _("The %(entity)s %(id)s is left out, and this with it.", entity=of, id=id_)
