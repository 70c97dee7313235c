"""Amounts of money as the reader's language writes them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale, get_global
from babel.numbers import format_currency as babel_currency
from babel.numbers import get_currency_name
from flask import Flask
from flask_babel import format_currency, get_locale

from outreach_app.web.language import today


def init(app: Flask) -> None:
    """Give templates the filter."""
    app.jinja_env.filters.update(money=money)


def money(amount: Decimal | str | int, currency: str, *, whole: bool = False) -> str:
    """An amount: "$249.00" or "249,00 US$"; `whole` where it is one of whole units: "$25,000"."""
    if whole:
        locale = get_locale() or Locale("en")
        pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
        return str(babel_currency(amount, currency, pattern, locale=locale, currency_digits=False))
    return str(format_currency(amount, currency))


def currencies(also: str) -> list[tuple[str, str]]:
    """(code, code and name) of the currencies that are paid in somewhere now, and of another one, by code."""
    locale = get_locale()
    return [(code, f"{code} · {get_currency_name(code, locale=locale)}") for code in sorted({*_in_use(today()), also})]


@lru_cache(maxsize=1)
def _in_use(day: date) -> frozenset[str]:
    """By what the Unicode consortium knows of each territory: which money is tender there, from when until when."""
    known = get_global("territory_currencies")
    return frozenset(
        code
        for of_one in known.values()
        for code, begins, ends, is_tender in of_one
        if is_tender and (begins is None or date(*begins) <= day) and (ends is None or date(*ends) > day)
    )
