"""What is due and overdue: by whoever has it at the desk, and by letter, one a day and none twice."""

import os
import signal
from datetime import date
from typing import Any

import pytest

from fixtures.command import begin_command
from fixtures.desk import Desk
from fixtures.library import PASSWORD, out_to
from fixtures.queries import queries_of
from outreach_app.accounts.models import Library as LibraryRow
from outreach_app.accounts.models import StaffMember
from outreach_app.commands import remind
from outreach_app.db import writing
from outreach_app.kits.due import queries, rules
from outreach_app.kits.due.models import Reminder
from outreach_app.kits.due.rules import Pace
from outreach_app.kits.models import Kit
from outreach_app.partners.models import Site

TODAY = date(2026, 11, 24)
PACE = Pace(ahead=2, every=3)


@pytest.fixture
def desk(library, app):
    library.staff("dora", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


@pytest.fixture
def three(desk):
    """K1 due from Ann tomorrow, K2 with a partner and due today, K3 overdue from Ann."""
    desk.library.kit("K3")
    desk.library.site("S1")
    phone = desk.library.phone("phone-a", "ann")
    phone.record("kit.checked_out", "K1", out_to("ann", due_on="2026-11-25"))
    to_partner = {**out_to("ann", due_on="2026-11-24"), "to": {"partner": "P1", "site": "S1", "contact": None}}
    phone.record("kit.checked_out", "K2", to_partner)
    phone.record("kit.checked_out", "K3", out_to("ann", due_on="2026-11-20"))
    phone.sync()
    return desk


def morning(app, desk, mail_server) -> remind.Outcome:
    """What `outreach remind` does, at the moment that the clock tells."""
    with app.app_context():
        return remind.deliver(desk.library.id, remind.written(desk.library.id, "https://desk.example"), mail_server.url)


def addresses(mail_server) -> list[str]:
    return sorted(letter["To"].split("@")[0] for letter in mail_server.letters)


@pytest.mark.parametrize(
    ("due_on", "last", "owed"),
    [
        ("2026-11-27", None, False),
        ("2026-11-26", None, True),
        ("2026-11-26", ("soon", "2026-11-23"), False),
        ("2026-11-24", ("soon", "2026-11-23"), True),
        ("2026-11-24", ("today", "2026-11-24"), False),
        ("2026-11-23", ("today", "2026-11-23"), True),
        ("2026-11-20", ("overdue", "2026-11-22"), False),
        ("2026-11-20", ("overdue", "2026-11-21"), True),
    ],
)
def test_a_letter_is_owed_at_each_stage_once_and_every_few_days_when_it_is_late(due_on, last, owed):
    told = {("K1", due_on): (last[0], date.fromisoformat(last[1]))} if last else {}

    assert rules.is_news("K1", due_on, TODAY, PACE, told) is owed


def test_a_new_due_date_is_told_anew():
    told = rules.latest([(TODAY, [["K1", "2026-11-24", "today"]])])

    assert rules.is_news("K1", "2026-11-26", TODAY, PACE, told)


def test_with_no_days_ahead_nothing_is_told_before_the_day():
    assert rules.stage("2026-11-25", TODAY, Pace(ahead=0, every=1)) is None


def test_the_page_tells_what_is_due_by_who_has_it_the_longest_overdue_first(three):
    page = three.client.get("/kits/due").text

    marks = ["1 kit is overdue", "<bdi>Ann</bdi></h2>", "<b>K3</b>", "<b>K1</b>", "<bdi>Partner P1</bdi></h2>", "<b>K2</b>"]
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)
    # Where it is says no more than the heading above it does not say.
    assert "<bdi>Place S1</bdi>" in page
    assert page.count("Ann</bdi>") == page.count("Partner P1</bdi>") == 1


def test_what_does_not_fit_on_a_page_stands_on_the_next(three, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    first, second, third = (three.client.get(f"/kits/due?page={number}").text for number in (1, 2, 3))

    assert [code for code in ("K3", "K1", "K2") if f"<b>{code}</b>" in first] == ["K3", "K1"]
    assert [code for code in ("K3", "K1", "K2") if f"<b>{code}</b>" in second] == ["K2"]
    assert ("page=2" in first, "page=3" in second) == (True, False)
    # How many are late is told of all.
    assert "1 kit is overdue" in second
    assert "What was here came back meanwhile." in third
    below = three.client.get("/kits/due?page=0").text
    assert [f"<b>{code}</b>" in below for code in ("K3", "K1", "K2")] == [True, True, False]


def test_the_page_costs_as_many_queries_for_thirty_kits_as_for_three(three):
    few = queries_of(lambda: three.client.get("/kits/due"))
    phone = three.library.phone("phone-b", "bob")
    for number in range(27):
        phone.record("kit.checked_out", three.library.kit(f"M{number}"), out_to("bob", due_on="2026-11-26"))
    phone.sync()

    assert queries_of(lambda: three.client.get("/kits/due")) == few


def test_where_nothing_is_out_the_page_says_so(desk):
    assert "Nothing is to come back" in desk.client.get("/kits/due").text


def test_each_gets_one_letter_of_all_that_they_answer_for(app, three, mail_server):
    assert morning(app, three, mail_server) == remind.Outcome(sent=2)

    assert addresses(mail_server) == ["ann", "cora"]
    to_ann, to_cora = sorted(mail_server.letters, key=lambda one: one["To"])
    plain, rich = (to_ann.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert to_ann["Subject"] == "1 kit is overdue · Cedar County Library"
    for body in (plain, rich):
        assert body.index("Overdue") < body.index("K3") < body.index("Due soon") < body.index("K1")
        assert "Wednesday, November 25, 2026" in body
        assert "K2" not in body
    assert '<a href="https://desk.example/kits/K3">' in rich
    assert "Place S1, Partner P1" in to_cora.get_body(("plain",)).get_content()


def test_run_twice_it_sends_nothing_the_second_time_and_goes_on_at_the_next_stage(app, three, mail_server, told):
    morning(app, three, mail_server)
    assert morning(app, three, mail_server) == remind.Outcome()

    told.goes_on(days=1)
    assert morning(app, three, mail_server).sent == 2
    assert addresses(mail_server) == ["ann", "ann", "cora", "cora"]


def test_two_that_run_at_once_send_each_letter_once(app, three, mail_server):
    with app.app_context():
        one, other = (remind.written(three.library.id, "https://desk.example") for _ in range(2))
        remind.deliver(three.library.id, one, mail_server.url)
        remind.deliver(three.library.id, other, mail_server.url)

    assert addresses(mail_server) == ["ann", "cora"]


def test_what_the_mail_server_refuses_is_told_and_goes_the_next_time(app, three, mail_server):
    mail_server.refuses = True
    assert [staff for staff, _why in morning(app, three, mail_server).failed] == ["ann", "cora"]

    mail_server.refuses = False
    assert morning(app, three, mail_server).sent == 2


def test_a_letter_is_in_the_language_of_whoever_reads_it(app, three, mail_server):
    with writing(three.library.id) as handle:
        handle.session.get_one(StaffMember, (three.library.id, "ann")).language = "es"
        handle.session.flush()
    morning(app, three, mail_server)

    (to_ann,) = [letter for letter in mail_server.letters if letter["To"].startswith("ann")]
    assert "25 de noviembre de 2026" in to_ann.get_body(("plain",)).get_content()
    assert '<html lang="es">' in to_ann.get_body(("html",)).get_content()


@pytest.fixture
def contact(three):
    """How the places of a partner say whom to write to."""

    def says(site: str = "S1", **told: object) -> None:
        with writing(three.library.id) as handle:
            row = handle.session.get_one(Site, (three.library.id, site))
            for name, value in {"contact": "Front desk", "mail": "clinic@partner.example", **told}.items():
                setattr(row, name, value)
            handle.session.flush()

    says()
    return says


def to_partner(mail_server) -> list[Any]:
    return [letter for letter in mail_server.letters if letter["To"].casefold().endswith("@partner.example")]


def test_the_contact_of_the_place_that_has_a_kit_is_told_of_that_kit_alone(app, three, contact, mail_server):
    assert morning(app, three, mail_server).sent == 3

    (letter,) = to_partner(mail_server)
    plain, rich = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    (door,) = [kit.door for kit in three.rows(Kit, Kit.id == "K2")]
    assert letter["Subject"] == "1 kit is due · Cedar County Library"
    for body in (plain, rich):
        assert body.index("Hello Front desk,") < body.index("Cedar County Library lent you") < body.index("K2")
        assert "Place S1, Partner P1" in body
        assert f"https://desk.example/q/{door}" in body
        assert "Answer this letter" in body
        # Whoever works for the library, and what needs an account, is none of theirs.
        assert not any(word in body for word in ("Ann", "K1", "K3", "/kits/"))
    assert addresses(mail_server) == ["ann", "clinic", "cora"]


def test_what_a_partner_answers_goes_to_the_librarys_own_address(app, three, contact, mail_server):
    with writing(three.library.id) as handle:
        home = handle.session.get_one(LibraryRow, three.library.id)
        home.mail, home.phone = "kits@cedar.example", "555 010 2000"
        handle.session.flush()
    morning(app, three, mail_server)

    (letter,) = to_partner(mail_server)
    assert letter["Reply-To"] == "kits@cedar.example"
    for kind in ("plain", "html"):
        body = letter.get_body((kind,)).get_content()
        assert body.index("555 010 2000") < body.index("kits@cedar.example")
    assert [one["Reply-To"] for one in mail_server.letters if one is not letter] == [None, None]


def test_a_partner_gets_no_second_letter_on_a_day_however_the_address_is_written(app, three, contact, mail_server, told):
    morning(app, three, mail_server)
    contact(mail="Clinic@PARTNER.example")
    assert morning(app, three, mail_server) == remind.Outcome()

    told.goes_on(days=1)
    assert morning(app, three, mail_server).sent == 3
    assert [letter["Subject"].split(" · ")[0] for letter in to_partner(mail_server)] == ["1 kit is due", "1 kit is overdue"]


def test_two_places_with_one_address_share_a_letter_that_greets_nobody_by_anothers_name(app, three, contact, mail_server):
    three.library.site("S2")
    contact("S2", contact="Back door")
    phone = three.library.phone("phone-b", "bob")
    three.library.kit("K4")
    lent = {**out_to("bob", due_on="2026-11-20"), "to": {"partner": "P1", "site": "S2", "contact": None}}
    phone.record("kit.checked_out", "K4", lent)
    phone.sync()
    morning(app, three, mail_server)

    (letter,) = to_partner(mail_server)
    plain = letter.get_body(("plain",)).get_content()
    assert plain.startswith("Hello,")
    assert plain.index("K4") < plain.index("K2")


@pytest.mark.parametrize("said", [{"mail": ""}, {"closed_on": "2026-11-24"}])
def test_a_place_without_an_address_or_that_is_closed_gets_none(app, three, contact, mail_server, said):
    contact(**said)
    morning(app, three, mail_server)

    assert addresses(mail_server) == ["ann", "cora"]


def test_a_coordinator_who_is_the_contact_too_gets_one_letter(app, three, contact, mail_server):
    contact(mail=three.library.email("cora").upper())
    morning(app, three, mail_server)

    assert addresses(mail_server) == ["ann", "cora"]


def test_where_the_library_does_not_want_it_no_partner_is_written_to(app, three, contact, mail_server):
    with writing(three.library.id) as handle:
        handle.session.get_one(LibraryRow, three.library.id).remind_partners = False
        handle.session.flush()

    assert morning(app, three, mail_server).sent == 2


def test_what_is_no_address_is_told_as_a_fault_and_stops_no_other_letter(app, three, contact, mail_server):
    contact(mail="clinic@partner.example, other@partner.example")
    outcome = morning(app, three, mail_server)

    assert (outcome.sent, [why for _reader, why in outcome.failed]) == (
        2,
        ["There is no such email address, so nothing was sent to it."],
    )


def test_what_somebody_has_who_left_is_told_to_the_coordinators(app, three, mail_server):
    with writing(three.library.id) as handle:
        handle.session.get_one(StaffMember, (three.library.id, "ann")).active = False
        handle.session.flush()
    morning(app, three, mail_server)

    assert addresses(mail_server) == ["cora"]
    assert "K3" in mail_server.letters[0].get_body(("plain",)).get_content()


def test_a_command_that_is_killed_with_a_letter_in_hand_sends_no_letter_twice(demonstration, mail_server, tmp_path):
    demonstration.environment["OUTREACH_MAIL_URL"] = mail_server.url
    planned = demonstration.command("remind", "--dry-run").stdout
    log = tmp_path / "log"
    log.touch()
    running = begin_command(["remind"], environment=demonstration.environment, folder=demonstration.data, log=log)
    mail_server.on_taking = lambda: os.kill(running.pid, signal.SIGKILL)
    running.wait()
    mail_server.on_taking = lambda: None

    again = demonstration.command("remind")

    assert "may not have gone; it is not sent again" in again.stderr
    assert sorted(letter["To"] for letter in mail_server.letters) == sorted(
        line.split()[1].rstrip(":") for line in planned.splitlines() if line.startswith("To ")
    )
    assert len(mail_server.letters) > 1
    assert "went, as of" in demonstration.command("remind").stdout
    # A coordinator is told of kits and of agreements that end, each once.
    assert len({(letter["To"], letter["Subject"]) for letter in mail_server.letters}) == len(mail_server.letters)


def test_letters_of_long_ago_are_forgotten(app, three, mail_server, told):
    morning(app, three, mail_server)
    told.goes_on(days=100)
    morning(app, three, mail_server)

    assert {row.day for row in three.rows(Reminder)} == {"2027-03-04"}
