"""The desk's pages where partners come in from a spreadsheet and go out as one."""

import base64
import binascii

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, reading
from outreach_app.partners.intake import bringing, columns, tables
from outreach_app.partners.intake.columns import CALLED
from outreach_app.partners.intake.forms import AgreedForm, SheetForm
from outreach_app.problems import Refusal
from outreach_app.web.errors import STATUS
from outreach_app.web.form_page import come_back
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext

blueprint = Blueprint("partner_intake", __name__, url_prefix="/partners")
MOST_SHOWN = 200


@blueprint.get("/import")
def choose() -> Response:
    """Where the file is chosen."""
    return _page(SheetForm(formdata=None))


@blueprint.post("/import")
def look() -> Response:
    """What the file would do; nothing is done."""
    form, sent = SheetForm(), request.files.get("file")
    if not form.validate():
        return _page(form, status=422)
    try:
        if sent is None or not sent.filename:
            raise Refusal("partners.file_unread", _("Choose the file first."))
        return _looked_over(sent.read(), sent.filename)
    except Refusal as refusal:
        if refusal.code != "partners.file_unread":
            raise
        come_back(form, refusal)
        return _page(form, status=STATUS[refusal.code])


@blueprint.post("/import/agreed")
def bring_in() -> Response:
    """Do what was looked over; or look it over again with other columns."""
    person, form = sign_in.person(), AgreedForm()
    try:
        raw = base64.b64decode(form.content.data or "", validate=True)
    except binascii.Error:
        message = _("The page's content did not arrive whole. Choose the file again; nothing was done.")
        raise Refusal("form.invalid", message) from None
    name, told = form.name.data or "", request.form.to_dict()
    same = request.form.getlist("same")
    table = tables.read(raw)
    matched = columns.matched(told, len(table.head))
    if "again" in told:
        return _looked_over(raw, name, matched, same)
    form.offer(table.head, dict.fromkeys(same, ""))
    if not form.validate():
        return _looked_over(raw, name, matched, same, stale=True, status=422)
    try:
        done = bringing.bring_in(person.library.id, table, matched, same, agreed=form.digest.data, by=person.id)
    except Refusal as refusal:
        if refusal.code not in ("partners.plan_changed", "busy"):
            raise
        return _looked_over(raw, name, matched, same, refusal=refusal, status=STATUS[refusal.code])
    flash(
        " ".join(
            (
                ngettext("%(num)s partner was added.", "%(num)s partners were added.", done.new),
                ngettext("%(num)s was changed.", "%(num)s were changed.", done.changed),
                ngettext("Nothing came of %(num)s line.", "Nothing came of %(num)s lines.", len(done.troubles)),
            )
        )
    )
    return redirect(url_for("partners.listed"), 303)


@blueprint.get("/export.csv")
def export() -> Response:
    """The partners as a file that can be brought in again."""
    return csv_file(bringing.as_rows(db.session()), "partners.csv")


def _looked_over(
    raw: bytes, name: str, matched: dict[str, int] | None = None, same: list[str] | None = None, *, stale: bool = False,
    refusal: Refusal | None = None, status: int = 200,
) -> Response:  # fmt: skip
    table = tables.read(raw)
    matched, same = columns.guessed(table.head) if matched is None else matched, same or []
    with reading(sign_in.person().library.id) as session:
        plan = bringing.planned(session, table, matched, same)
    told = {one: str(number) for one, number in matched.items()}
    content = base64.b64encode(raw).decode()
    form = AgreedForm(formdata=None, data={**told, "content": content, "digest": plan.digest, "name": name, "same": same})
    form.offer(table.head, plan.alike)
    shown = {"plan": plan, "called": CALLED, "name": name, "most": MOST_SHOWN, "stale": stale, "refusal": refusal}
    return make_response(render_template("partners/import_look.html", form=form, **shown), status)


def _page(form: SheetForm, *, status: int = 200) -> Response:
    return make_response(render_template("partners/import.html", form=form, columns=columns.COLUMNS, called=CALLED), status)
