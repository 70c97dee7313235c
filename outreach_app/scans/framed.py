"""The frame that light pages stand in: one request, the style in the page, each language of the library a tap away."""

import math
from typing import Any

from flask import render_template

from outreach_app import clock
from outreach_app.scans.opening import opening, until
from outreach_app.web import language, one_request
from outreach_app.web.assets import Built
from outreach_app.web.one_request import Page

FLYER, KIT, PARTNER = "styles/flyer.css", "styles/kit-page.css", "styles/partner-page.css"
DIRECTORY = "styles/directory-page.css"


def framed(
    built: Built, template: str, style: str, *, is_large: bool, has_form: bool = False, kept_for: float = 0, **told: Any
) -> Page:
    """A page of this template, ready to be sent; `told` may say which language it speaks and which others there are.

    Where it says that a place is open it is good until that changes; `kept_for` is how long the server gives it again.
    """
    text = built.text(style)
    spoken = language.code()
    others = [one for one in language.offered() if one != spoken]
    frame = {"speaks": spoken, "ui": spoken, "is_large": is_large, "others": others, **told}
    home = told.get("library")
    shown = [opening(home.opening, home.time_zone) if home else None, told.get("place_opening")]
    directions = {"dir": language.direction(frame["speaks"]), "ui_dir": language.direction(frame["ui"])}
    html = render_template(template, style=one_request.styled(text), opening=shown[0], **directions, **frame)
    fresh = until(shown, math.inf) - clock.now().timestamp() - kept_for
    return one_request.page(html, text, has_form=has_form, fresh=fresh)
