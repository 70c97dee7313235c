"""What everybody may scan speaks more languages than the rest: all of its own words, and none of another's unmarked."""

import re
from collections.abc import Iterator
from contextvars import Context

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from fixtures.at_the_desk import hidden
from fixtures.library import Library, ToldClock, furnished
from outreach_app import paths
from outreach_app.accounts import models
from outreach_app.db import reading, writing
from outreach_app.flyers import editing, queries
from outreach_app.flyers.models import Words
from outreach_app.kits import queries as kits
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import DAYS, Hours, Otherwise, Weekly
from outreach_app.web import language, wifi
from outreach_app.web.wifi import Wifi

ONLY_IN_PUBLIC = ("ar", "fr", "ht", "ru", "vi", "zh")
OTHERS = ("so", "pt-BR")
TITLES = {code: Words(title=f"⸢{code}⸣", text="⸢⸣", action="") for code in ("en", "es", *ONLY_IN_PUBLIC, *OTHERS)}
WEEK = Hours(tuple(Weekly(day, "09:00", "18:00") for day in DAYS[:5]), (Otherwise("2026-11-26", "2026-11-27", None, None),))


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        library = furnished(app)
        told_of = {
            "languages": ",".join(("en", "es", *ONLY_IN_PUBLIC)),
            "opening": rules.written(WEEK),
            "wifi": wifi.written(Wifi("⸢net⸣", "password-1")),
            "name": "⸢⸣",
            "address": "⸢⸣",
            "phone": "5550100",
            "web": "https://library.example.org",
            "mail": "a@example.org",
        }
        with writing(library.id) as handle:
            handle.session.execute(update(models.Library).values(**told_of))
        yield library


@pytest.fixture
def code(library: Library) -> str:
    when = {"on": "2026-12-05", "starts": "14:00", "ends": None, "valid_from": None, "valid_until": None, "place": ""}
    with writing(library.id) as handle:
        editing.add_flyer(handle, "F1", by="cora", template="handout", target="home", address="", texts=TITLES, **when)
    with reading(library.id) as session:
        found = queries.flyer(session, "F1")
        assert found is not None
        return found.code


def opened(app: Flask, path: str, accepts: str = "") -> TestResponse:
    response: TestResponse = Context().run(lambda: app.test_client().get(path, headers={"Accept-Language": accepts}))
    return response


def english() -> set[str]:
    """What the public pages say, in English, as long as it is no word of other languages too."""
    with (paths.TRANSLATIONS / "ar" / "LC_MESSAGES" / "public.po").open("rb") as file:
        return {re.sub(r"%\(\w+\)s", "", str(one.id)) for one in read_po(file) if one.id}


def seen(page: str) -> str:
    """The text of a page, with what is said of pictures and controls."""
    body = page.partition("<body>")[2]
    said = re.findall(r'(?:aria-label|alt)="([^"]*)"', body)
    return "\n".join([re.sub(r"<[^>]+>", "\n", re.sub(r"<nav.*?</nav>", "", body, flags=re.S)), *said])


@pytest.mark.parametrize("spoken", ONLY_IN_PUBLIC)
def test_a_flyers_page_speaks_its_language_whole(app: Flask, library: Library, code: str, spoken: str) -> None:
    page = opened(app, f"/q/{code}", spoken).text
    direction = "rtl" if spoken == "ar" else "ltr"
    assert f'<html lang="{spoken}" dir="{direction}"' in page
    assert f"⸢{spoken}⸣" in page
    left = {text for text in english() if text in re.split(r"\s*[\n:]\s*", seen(page))}
    assert left == set()
    # No other language stands in it unmarked, and none but the flyer's other ones marked.
    assert page.count(" dir=") == page.count('dir="auto"') + page.count('dir="ltr">5550100') + 1
    assert len(page.encode()) < 15_000


@pytest.mark.parametrize("path", ["/q/counting", "/q/ZZZZZ"])
@pytest.mark.parametrize("spoken", ONLY_IN_PUBLIC)
def test_so_do_the_pages_beside_it(app: Flask, library: Library, path: str, spoken: str) -> None:
    page = opened(app, f"{path}?lang={spoken}").text
    assert f'<html lang="{spoken}"' in page
    assert {text for text in english() if text in seen(page).split("\n")} == set()


@pytest.mark.parametrize("spoken", ONLY_IN_PUBLIC)
def test_so_does_what_a_kits_label_opens_and_the_form_that_comes_back(app: Flask, library: Library, spoken: str) -> None:
    with reading(library.id) as session:
        door = kits.door(session, "K1")
    client = app.test_client()
    page = Context().run(lambda: client.get(f"/q/{door}?lang={spoken}").text)
    wrong = {"token": hidden(page, "token"), "what": "other", "words": "", "part": "", "where": "x" * 300}
    back = Context().run(lambda: client.post(f"/q/{door}?lang={spoken}", data=wrong))
    thanks = opened(app, f"/q/{door}/thanks?lang={spoken}").text
    assert back.status_code == 422
    for told in (page, back.text, thanks):
        assert f'<html lang="{spoken}"' in told
        assert {text for text in english() if text in re.split(r"\s*\n\s*", seen(told))} == set()
    sent = Context().run(lambda: client.post(f"/q/{door}?lang={spoken}", data={**wrong, "what": "found", "where": ""}))
    assert sent.headers["Location"].endswith(f"/q/{door}/thanks?lang={spoken}")


def test_a_librarys_own_pages_speak_the_languages_that_it_has(app: Flask, library: Library) -> None:
    with writing(library.id) as handle:
        handle.session.execute(update(models.Library).values(languages="es,ar"))
    spoken = {one: re.findall('<html lang="([^"]+)"', opened(app, "/q/ZZZZZ", one).text) for one in ("ar", "fr", "es-MX", "en")}
    assert spoken == {"ar": ["ar"], "fr": ["es"], "es-MX": ["es"], "en": ["es"]}


def test_what_the_product_says_in_another_language_than_the_flyer_is_marked(app: Flask, library: Library, code: str) -> None:
    page = opened(app, f"/q/{code}?lang=so", "so,ar").text
    assert '<html lang="so" dir="ltr"' in page
    assert '<section lang="ar" dir="rtl">' in page
    assert '<footer lang="ar" dir="rtl">' in page
    assert re.search(r'<a class="button"[^>]* lang="ar" dir="rtl">', page)
    assert re.search(r'<nav aria-label="[^"]+" lang="ar">', page)


def test_days_have_their_names_in_each_language(app: Flask, library: Library, code: str) -> None:
    for spoken, day in {"ht": "samdi 5 desanm 2026", "fr": "samedi 5 décembre 2026", "vi": "Thứ Bảy, 5 tháng 12, 2026"}.items():
        assert day in opened(app, f"/q/{code}", spoken).text
    assert "lendi–vandredi" in opened(app, f"/q/{code}", "ht").text


def test_what_only_the_public_pages_speak_is_offered_nowhere_else(app: Flask, library: Library) -> None:
    assert language.known() == ["en", "es"]
    assert language.public() == ["en", "es", *ONLY_IN_PUBLIC]
    page = opened(app, "/sign-in", "ar").text
    assert '<html lang="en"' in page
    assert "العربية" not in page


def test_languages_are_called_by_their_own_names() -> None:
    assert [language.name_of(one) for one in ("es", "ar", "zh", "so", "xx-odd")] == [
        "Español",
        "العربية",
        "中文",
        "Soomaali",
        "xx-odd",
    ]
