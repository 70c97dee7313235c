"""The papers of a grant, added and removed: noted in the audit."""

from sqlalchemy import select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.grants.editing import grant_of
from outreach_app.grants.models import GrantFile
from outreach_app.photos.papers import Paper
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

FILES = "grant_files"


def add(writing: Writing, grant: str, id_: str, paper: Paper, *, name: str, by: str | None) -> None:
    """One more paper, which lies in the storage; the same id again is the same one. Raises `Refusal` "not_found"."""
    grant_of(writing, grant)
    told = {"file_name": paper.name, "file_kind": paper.kind, "content": paper.content, "added_at": writing.now}
    rows.add(writing, FILES, GrantFile, id_, by=by, grant_id=grant, name=name, **told)


def remove(writing: Writing, id_: str, *, by: str) -> str | None:
    """It was put there by mistake. Gives the content to be dropped, where no other paper is the same.

    Raises `Refusal` "not_found".
    """
    row = writing.session.scalars(select(GrantFile).where(GrantFile.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such paper any more."))
    content = row.content
    rows.remove(writing, FILES, row, by=by)
    alike = select(GrantFile.id).where(GrantFile.content == content).limit(1)
    return content if writing.session.scalars(alike).first() is None else None
