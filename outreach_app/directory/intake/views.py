"""The desk's pages where a package of the directory comes in."""

import base64
import binascii

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from outreach_app.accounts import sign_in
from outreach_app.db import db, reading, writing
from outreach_app.directory.intake import bringing, sources
from outreach_app.directory.intake.faults import FATES
from outreach_app.directory.intake.files import package_in
from outreach_app.directory.intake.forms import AgreedForm, PackageForm
from outreach_app.directory.intake.matching import MEANINGS
from outreach_app.directory.words_of import ENTITY_NAMES
from outreach_app.problems import Refusal
from outreach_app.web.errors import STATUS
from outreach_app.web.form_page import come_back
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext

blueprint = Blueprint("directory_intake", __name__, url_prefix="/listings/import")

MOST_SHOWN = 200


@blueprint.get("")
def choose() -> Answer:
    """Where the file is chosen."""
    return _page(PackageForm(formdata=None))


@blueprint.post("")
def look() -> Answer:
    """What the package would do; nothing is done."""
    form, sent = PackageForm(), request.files.get("file")
    if not form.validate():
        return _page(form, status=422)
    try:
        if sent is None or not sent.filename:
            raise Refusal("directory.file_unread", _("Choose the file first."))
        source = sources.source_of(form.source.data or "", sent.filename)
        raw = sent.read()
        # A large one lies in a file of its own meanwhile.
        sent.close()
        return _looked_over(raw, sent.filename, source)
    except Refusal as refusal:
        if refusal.code != "directory.file_unread":
            raise
        come_back(form, refusal)
        return _page(form, status=STATUS[refusal.code])


@blueprint.post("/columns")
def match() -> Answer:
    """What the spreadsheet would do, its columns being what was said now; nothing is done."""
    form = AgreedForm()
    raw, name, source = _sent_again(form)
    is_fresh = form.validate()
    try:
        return _looked_over(raw, name, source, meanings=_meanings(), stale=not is_fresh, status=200 if is_fresh else 422)
    except Refusal as refusal:
        if refusal.code != "directory.file_unread":
            raise
        again = PackageForm(formdata=None)
        come_back(again, refusal)
        return _page(again, status=STATUS[refusal.code])


@blueprint.post("/agreed")
def bring_in() -> Answer:
    """Do what was looked over."""
    person, form = sign_in.person(), AgreedForm()
    raw, name, source = _sent_again(form)
    if not form.validate():
        return _looked_over(raw, name, source, meanings=_meanings(), stale=True, status=422)
    library = person.library.id
    try:
        with package_in(raw, name, bringing.there(library), source, meanings=_meanings()) as given:
            package, away = given.package, bool(form.takes_away.data)
            done = bringing.bring_in(library, package, source, agreed=form.digest.data, takes_away=away, by=person.id)
            left_out = package.left_out
        if given.columns:
            with writing(library) as handle:
                sources.remember(handle, source, given.said)
    except Refusal as refusal:
        if refusal.code not in ("directory.plan_changed", "busy"):
            raise
        answer = _looked_over(raw, name, source, meanings=_meanings(), refusal=refusal, status=STATUS[refusal.code])
        if "retry_after" in refusal.details:
            answer.headers["Retry-After"] = str(refusal.details["retry_after"])
        return answer
    new, changed, gone = (sum(one.values()) for one in (done.new, done.changed, done.gone))
    told = {
        ngettext("%(num)s entry was added.", "%(num)s entries were added.", new): new,
        ngettext("%(num)s was changed.", "%(num)s were changed.", changed): changed,
        ngettext("%(num)s was taken away.", "%(num)s were taken away.", gone): gone,
        ngettext("%(num)s row was left out.", "%(num)s rows were left out.", left_out): left_out,
    }
    flash(" ".join(text for text, count in told.items() if count) or _("There was nothing to be done."))
    return redirect(url_for(".choose"), 303)


def _sent_again(form: AgreedForm) -> tuple[bytes, str, str]:
    """The file as it was looked at, its name, its source."""
    name = form.name.data or ""
    try:
        raw = base64.b64decode(form.content.data or "", validate=True)
    except binascii.Error:
        raise Refusal(
            "form.invalid", _("The page's content did not arrive whole. Choose the file again; nothing was done.")
        ) from None
    return raw, name, sources.source_of(form.source.data or "", name)


def _meanings() -> list[str] | None:
    """What the columns of a spreadsheet are, as the page says."""
    return request.form.getlist("column") or None


def _looked_over(
    raw: bytes,
    name: str,
    source: str,
    *,
    meanings: list[str] | None = None,
    stale: bool = False,
    refusal: Refusal | None = None,
    status: int = 200,
) -> Answer:
    library = sign_in.person().library.id
    with reading(library) as session:
        said = sources.said_of(session, source)
    with (
        package_in(raw, name, bringing.there(library), source, said=said, meanings=meanings) as given,
        reading(library) as session,
    ):
        package = given.package
        plan = bringing.planned(session, package, source)
        left_out = package.left_out
    form = AgreedForm(
        formdata=None, content=base64.b64encode(raw).decode(), digest=plan.digest, name=name, source=source
    )  # fmt: skip
    shown = {
        "plan": plan, "package": package, "given": given, "meanings": MEANINGS, "left_out": left_out,
        "fates": FATES, "called": ENTITY_NAMES,
        "name": name, "most": MOST_SHOWN, "stale": stale, "refusal": refusal,
    }  # fmt: skip
    return make_response(render_template("directory/import_look.html", form=form, **shown), status)


def _page(form: PackageForm, *, status: int = 200) -> Answer:
    known = sources.known(db.session())
    return make_response(render_template("directory/import.html", form=form, known=known), status)
