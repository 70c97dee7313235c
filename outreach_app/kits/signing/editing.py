"""Writing the terms anew: a new version, noted in the record of changes, told to all phones."""

import json
from collections.abc import Mapping

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.kits.signing import queries
from outreach_app.kits.signing.models import LendingTerms
from outreach_app.kits.signing.queries import CURRENT, TERMS, Terms
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def write(writing: Writing, texts: Mapping[str, str], *, seen: int, by: str | None) -> int:
    """Let the terms read so from now on; gives their version. The same texts make no new one.

    Raises `Refusal` "signing.terms_changed" where somebody wrote others since the form was made.
    """
    before = queries.current(writing.session)
    version = before.version if before else 0
    if seen != version:
        message = _("Somebody else changed the terms meanwhile. Open the page anew to see theirs; yours are still here.")
        raise Refusal("signing.terms_changed", message)
    told = {code: text for code, text in texts.items() if text}
    if before and before.texts == told:
        return version
    made = LendingTerms(
        library_id=writing.library, version=version + 1, texts=json.dumps(told, ensure_ascii=False, sort_keys=True),
        made_at=writing.now, made_by=by,
    )  # fmt: skip
    writing.session.add(made)
    writing.session.flush()
    noted = None if before is None else {"version": version, **before.texts}
    changes.note(writing, TERMS, CURRENT, before=noted, after={"version": version + 1, **told}, by=by)
    rows.publish(writing, TERMS, CURRENT, queries.terms_row(Terms(version + 1, told, writing.now)))
    return version + 1
