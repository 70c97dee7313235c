"""Letters about review: what waits, daily or weekly; what came back and what is asked; none twice, each in its language."""

import re

import pytest
from sqlalchemy import select

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD, out_to, session
from outreach_app.accounts.models import StaffMember
from outreach_app.commands import remind
from outreach_app.db import reading, writing
from outreach_app.mail.models import BegunLetter
from outreach_app.review.post import sending
from outreach_app.review.post.rules import key_of


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


@pytest.fixture
def ann(desk):
    return desk.library.phone("phone-a", "ann")


def choose(desk, **typed):
    return desk.send("/me", **{"returned_mail": "y", **typed})


def morning(app, desk, mail_server):
    """What `outreach remind` does about review, at the moment that the clock tells."""
    with app.app_context():
        post = remind.written(desk.library.id, "https://desk.example")
        return sending.deliver(desk.library.id, post.review, mail_server.url)


def bodies(letter):
    return [letter.get_body((kind,)).get_content() for kind in ("plain", "html")]


@pytest.fixture
def waiting(desk, ann):
    """K1 was brought back though nobody had it, and K2 is overdue."""
    ann.record("kit.checked_in", "K1", {"parts": [], "note": None})
    ann.record("kit.checked_out", "K2", out_to("ann", due_on="2026-11-20"))
    ann.sync()


def test_who_chose_nothing_gets_no_digest(app, desk, waiting, mail_server):
    assert morning(app, desk, mail_server) == (0, [])


def test_a_daily_digest_tells_what_waits_once_a_day_as_text_and_as_a_page(app, desk, waiting, mail_server, told):
    assert choose(desk, digest="daily").status_code == 303

    assert morning(app, desk, mail_server) == (1, [])
    assert morning(app, desk, mail_server) == (0, [])
    (letter,) = mail_server.letters
    assert (letter["To"], letter["Subject"]) == (desk.library.email("dora"), "What waits today · Cedar County Library")
    for body in bodies(letter):
        for line in ("1 record does not add up", "1 kit is overdue", "K2", "https://desk.example/discrepancies"):
            assert line in body
        assert "could not be read" not in body

    told.goes_on(days=1)
    assert morning(app, desk, mail_server) == (1, [])


def test_a_weekly_digest_goes_at_the_first_run_of_its_week(app, desk, waiting, mail_server, told):
    choose(desk, digest="weekly")
    # NOW is a Tuesday.
    sent = []
    for _day in range(8):
        sent.append(morning(app, desk, mail_server)[0])
        told.goes_on(days=1)

    assert sent == [1, 0, 0, 0, 0, 0, 1, 0]
    assert mail_server.letters[0]["Subject"].startswith("What waits this week")


@pytest.mark.parametrize(
    ("wish", "day", "key"),
    [("daily", "2026-11-24", "2026-11-24"), ("weekly", "2026-11-29", "2026-11-23"), ("none", "2026-11-24", None)],
)
def test_a_digest_is_remembered_by_its_day_or_by_the_monday_of_its_week(wish, day, key):
    assert key_of(wish, NOW.date().fromisoformat(day)) == key


def test_days_are_those_of_the_librarys_own_zone(app, desk, waiting, mail_server, told):
    choose(desk, digest="daily")
    morning(app, desk, mail_server)
    # Past midnight in Greenwich, and not yet in Chicago.
    told.goes_on(hours=10)
    assert morning(app, desk, mail_server) == (0, [])
    told.goes_on(hours=6)
    assert morning(app, desk, mail_server) == (1, [])


def test_where_nothing_waits_nobody_is_written_to(app, desk, mail_server):
    choose(desk, digest="daily")

    assert morning(app, desk, mail_server) == (0, [])


def test_a_silent_phone_that_holds_records_is_told_of(app, desk, ann, mail_server, told):
    choose(desk, digest="daily")
    ann.sync([], report={"waiting": 3, "oldest_at": "2026-11-24T14:20:00.000Z", "persisted": True, "installed": True})
    told.goes_on(days=3)
    morning(app, desk, mail_server)

    assert all("phone-a" in body for body in bodies(mail_server.letters[0]))


def send_back(desk, comment):
    page = desk.client.get("/sessions/T1").text
    told = {name: token_in(page, name) for name in ("csrf_token", "fact", "of")}
    return desk.client.post("/sessions/T1/decision", data={**told, "word": "returned", "comment": comment})


def test_a_session_that_came_back_is_told_to_its_trainer_once_for_each_time(app, desk, ann, mail_server):
    desk.library.site("S1")
    ann.sync([ann.record("training_session.logged", "T1", session())])
    assert send_back(desk, "How many came?").status_code == 303

    assert morning(app, desk, mail_server) == (1, [])
    assert morning(app, desk, mail_server) == (0, [])
    (letter,) = mail_server.letters
    assert letter["To"] == desk.library.email("ann")
    assert letter["Subject"] == "The library asks you something · Cedar County Library"
    for body in bodies(letter):
        assert "How many came?" in body
        assert "Place S1" in body
        assert "Tuesday, November 24, 2026" in body


def test_a_hand_in_that_came_back_is_told_with_its_kit(app, desk, ann, mail_server):
    ann.sync([ann.checks_in("K1")])
    (record,) = re.findall(r"/review/queue/hand_in/([\w-]+)", desk.client.get("/review/queue").text)[:1]
    path = f"/review/queue/hand_in/{record}"
    page = desk.client.get(path).text
    told = {name: token_in(page, name) for name in ("csrf_token", "fact", "of")}
    answer = desk.client.post(f"{path}/decision", data={**told, "word": "returned", "comment": "Was it whole?"})
    assert answer.status_code == 303

    assert morning(app, desk, mail_server) == (1, [])
    for body in bodies(mail_server.letters[0]):
        for said in ("Hand-in", "K1", "Was it whole?"):
            assert said in body


def test_a_question_is_told_by_mail_too_in_the_language_of_its_reader_unless_they_do_not_want_it(app, desk, ann, mail_server):
    ann.sync([ann.checks_in("K1")])
    (one,) = desk.library.discrepancies()
    desk.send(f"/discrepancies/{one.id}/question", of="ann", question="Where was it?")
    with writing(desk.library.id) as handle:
        mine = handle.session.get_one(StaffMember, (desk.library.id, "ann"))
        mine.language, mine.returned_mail = "es", False
    assert morning(app, desk, mail_server) == (0, [])
    with writing(desk.library.id) as handle:
        handle.session.get_one(StaffMember, (desk.library.id, "ann")).returned_mail = True

    assert morning(app, desk, mail_server) == (1, [])
    assert mail_server.letters[0]["Subject"].startswith("La biblioteca le pregunta algo")
    for body in bodies(mail_server.letters[0]):
        assert "Where was it?" in body


def test_a_letter_that_the_mail_server_refuses_goes_the_next_time(app, desk, waiting, mail_server):
    choose(desk, digest="daily")
    mail_server.refuses = True
    assert [who for who, _why in morning(app, desk, mail_server)[1]] == ["dora"]
    mail_server.refuses = False
    assert morning(app, desk, mail_server) == (1, [])
    with reading(desk.library.id) as there:
        assert [row.taken_at is not None for row in there.scalars(select(BegunLetter))] == [True]


def test_two_that_run_at_once_send_each_letter_once(app, desk, waiting, mail_server):
    choose(desk, digest="daily")
    with app.app_context():
        both = [remind.written(desk.library.id, "https://desk.example").review for _ in range(2)]
        for one in both:
            sending.deliver(desk.library.id, one, mail_server.url)

    assert len(mail_server.letters) == 1


def test_what_somebody_chose_is_on_record_and_a_trainer_is_not_asked_about_digests(desk, app):
    choose(desk, digest="weekly")
    assert "Letter of what waits:</span>" in desk.client.get("/audit?what=staff").text
    desk.library.staff("tess", password=PASSWORD)
    tess = Desk(desk.library, app.test_client(), desk.library.email("tess"))
    page = tess.client.get("/me").text
    assert ("A letter of what waits" in page, "Write to me when the library asks" in page) == (False, True)
    assert tess.send("/me").status_code == 303
    with reading(desk.library.id) as there:
        row = there.get_one(StaffMember, (desk.library.id, "tess"))
        assert (row.digest, row.returned_mail) == ("none", False)
