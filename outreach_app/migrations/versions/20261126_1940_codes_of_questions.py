"""the code of the questions about a session, for sessions from before there were codes."""

import json

import sqlalchemy as sa
from alembic import op

from outreach_app import ids, json_text
from outreach_app.training_sessions.outcomes import code_of

revision = "codes_of_questions"
down_revision = "reminders"


def upgrade() -> None:
    there = op.get_bind()
    sessions = sa.table("training_sessions", *(sa.column(name) for name in ("library_id", "id", "told")))
    doors = sa.table("doors", *(sa.column(name) for name in ("hash", "library_id", "kind", "target")))
    hung = set(there.scalars(sa.select(doors.c.hash).where(doors.c.kind == "pulse")))
    own = sessions.update().where(sessions.c.library_id == sa.bindparam("library"), sessions.c.id == sa.bindparam("row"))
    found = there.execute(sa.select(sessions.c.library_id, sessions.c.id, sessions.c.told)).all()
    for library, id_, told in found:
        code = code_of(id_)
        if ids.digest(code) not in hung:
            there.execute(doors.insert(), {"hash": ids.digest(code), "library_id": library, "kind": "pulse", "target": id_})
        if "pulse_code" not in _members(told):
            there.execute(own.values(told=sa.bindparam("says")), {"library": library, "row": id_, "says": _with(told, code)})


def downgrade() -> None:
    # A code follows from its session: what was hung here hangs as rightly in the release before.
    pass


def _members(told: str) -> dict[str, object]:
    try:
        read = json.loads(told)
    except ValueError:
        return {"pulse_code": None}
    return read if isinstance(read, dict) else {"pulse_code": None}


def _with(told: str, code: str) -> str:
    """The row as phones are told of it by `outreach tidy`, its members in the order in which a fold writes them."""
    read = _members(told)
    merged = read.pop("merged_into", None)
    return json_text.write({**read, "pulse_code": code, "merged_into": merged})
