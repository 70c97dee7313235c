"""Making the stacks of a print run: each gets a code of its own, as those have that phones lay out."""

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.flyers import codes
from outreach_app.flyers.editing import flyer_of
from outreach_app.flyers.papers import queries
from outreach_app.flyers.papers.models import PrintedStack
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

RUNS = "flyer_runs"


def add_run(
    writing: Writing, id_: str, flyer_id: str, *, language: str, template: str, stacks: int, copies: int, by: str | None
) -> None:
    """So many stacks of a flyer, of so many copies each; the same id again is the same run. Raises `Refusal` "not_found"."""
    flyer = flyer_of(writing, flyer_id)
    if language not in flyer.words:
        raise Refusal("not_found", _("The flyer does not speak this language."))
    if queries.run(writing.session, id_):
        return
    made: list[str] = []
    while len(made) < stacks:
        code = codes.new_for(flyer.code)
        if code not in made and not queries.is_printed(writing.session, code):
            made.append(code)
    for position, code in enumerate(made):
        writing.session.add(
            PrintedStack(
                library_id=writing.library, code=code, flyer_id=flyer_id, run_id=id_, position=position, language=language,
                template=template, copies=copies, printed_at=writing.now,
            )
        )  # fmt: skip
    writing.session.flush()
    after = {"code": flyer.code, "language": language, "template": template, "stacks": stacks, "count": copies}
    changes.note(writing, RUNS, id_, before=None, after=after, by=by)
