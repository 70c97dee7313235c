"""The frame that light pages stand in: one request, the style in the page, each language of the library a tap away."""

from typing import Any

from babel import Locale, UnknownLocaleError
from flask import render_template

from outreach_app.web import language, one_request
from outreach_app.web.assets import Built
from outreach_app.web.one_request import Page

FLYER, KIT, PARTNER = "styles/flyer.css", "styles/kit-page.css", "styles/partner-page.css"


def framed(built: Built, template: str, style: str, *, is_large: bool, has_form: bool = False, **told: Any) -> Page:
    """A page of this template, ready to be sent; `told` may say which language it speaks and which others there are."""
    text = built.text(style)
    spoken = language.code()
    others = [one for one in language.offered() if one != spoken]
    frame = {"speaks": spoken, "ui": spoken, "is_large": is_large, "others": others, **told}
    html = render_template(template, style=one_request.styled(text), dir=_direction(frame["speaks"]), **frame)
    return one_request.page(html, text, has_form=has_form)


def _direction(spoken: str) -> str:
    try:
        return Locale.parse(spoken, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
