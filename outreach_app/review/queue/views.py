"""The queue: the records that came in, by how they stand in review, and the filters that people keep of it."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.judging import keeping, queries, words
from outreach_app.judging.content import Sort
from outreach_app.judging.models import Record
from outreach_app.judging.rules import STATES, WAITING
from outreach_app.ledger.telling import STAFF, Mention
from outreach_app.partners import queries as partners
from outreach_app.problems import Refusal
from outreach_app.review.queue.asked import ALL, Asked, asked, mark, marked, wanted
from outreach_app.review.queue.forms import FilterForm
from outreach_app.web.form_page import come_back
from outreach_app.web.text import gettext as _

blueprint = Blueprint("queue", __name__, url_prefix="/review/queue")


@blueprint.get("")
def listed() -> str:
    """The records that fit, what happened last first."""
    return _page(asked(request.args), FilterForm(formdata=None, id=ids.new()))


@blueprint.post("/filters")
def keep() -> Response:
    """Keep what the queue is narrowed to, under a name."""
    of, person, form = asked(request.args), sign_in.person(), FilterForm()
    if form.validate():
        try:
            with writing(person.library.id) as handle:
                keeping.keep(handle, form.id.data or "", staff=person.id, name=form.name.data or "", asked=urlencode(of.told))
            flash(_("Kept: “%(name)s” stands above your queue.", name=form.name.data))
            return redirect(url_for(".listed", **of.told), 303)
        except Refusal as refusal:
            come_back(form, refusal)
    return make_response(_page(of, form), 422)


@blueprint.post("/filters/<id_>/removal")
def forget(id_: str) -> Response:
    """Let go of a filter."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        keeping.forget(handle, id_, staff=person.id)
    return redirect(url_for(".listed", **asked(request.args).told), 303)


def mentions(records: Iterable[Record]) -> list[Mention]:
    """Whom and what lines of the queue name."""
    found: list[Mention] = []
    for one in records:
        about = sorts()[one.sort].about
        found += [(STAFF, who) for who in one.people.split()]
        found += [("sites", one.site_id)] if one.site_id else []
        found += [(about, one.about)] if about and one.about else []
        found += [("visits", one.visit_id)] if one.visit_id and not one.site_id else []
    return found


def sorts() -> Mapping[str, Sort]:
    """How records are told, by their sort."""
    told: Mapping[str, Sort] = current_app.extensions["records"]
    return told


def vocabulary(of: Asked) -> dict[str, Any]:
    """What lines of the queue are told in and lead to."""
    page = partial(page_of, of=of, queue=url_for("queue.listed"))
    return {"words": words, "sorts": sorts(), "judged": (*STATES, ALL), "page_of": page}


def page_of(one: Record, of: Asked, beneath: str = "", *, queue: str = "") -> str:
    """The address of a record in the queue that is narrowed so, or of what lies `beneath` it."""
    # Written here and not by the router, who would be asked a hundred times a page.
    return f"{queue or url_for('queue.listed')}/{one.sort}/{one.id}{beneath}{of.question}"


def _page(of: Asked, form: FilterForm) -> str:
    session, person = db.session(), sign_in.person()
    narrowed = wanted(session, of)
    found = queries.listed(session, narrowed, before=marked(request.args.get("before")), limit=queries.PAGE + 1)
    shown, more = found[: queries.PAGE], len(found) > queries.PAGE
    counts = queries.counts(session, narrowed)
    return render_template(
        "review/queue/listed.html",
        records=shown,
        odd=queries.odd_among(session, shown),
        counts=counts | {"": sum(counts.get(one, 0) for one in WAITING), ALL: sum(counts.values())},
        asked=of,
        names=current_app.extensions["words"].names(session, mentions(shown)),
        trainers=list(accounts.active_staff(session).items()),
        partners=sorted(partners.every_partner(session).items(), key=lambda one: one[1].casefold()),
        places=sorted(partners.places(session).items(), key=lambda one: one[1].casefold()),
        kept=queries.kept_filters(session, person.id),
        asked_now=urlencode(of.told),
        form=form,
        fresh=[ids.new() for _one in shown],
        after=mark(shown[-1].at, shown[-1].id) if more else None,
        **vocabulary(of),
    )
