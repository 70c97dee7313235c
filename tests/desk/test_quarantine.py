"""What could not be read: shown as it came, tried again, set aside."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.conftest import make_library, sign_in, token_in
from desk.counting import asked_for
from fixtures.library import fact_text, out_to, sha256
from outreach_app.accounts import devices
from outreach_app.accounts.models import Device, StaffMember
from outreach_app.administration.quarantine import guessing, readable
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.kits import projection
from outreach_app.ledger.models import FactRow, QuarantineRow

UNKNOWN = "kit.polished"


@pytest.fixture
def coordinator(as_role, told):
    return as_role("coordinator")


@pytest.fixture
def phone(app, library, told):
    """A phone that hands in whatever it is given."""
    with app.app_context(), writing(library) as handle:
        device, token = devices.add(handle, "Rosa's phone")
        author = handle.session.query(StaffMember).filter_by(role="trainer").one()
        devices.add_person(handle, device, author)
        projection.put_kit(handle, id_="K1", code="K-01", name="Tablets", parts=[])
    return Phone(app, library, device, token, author.id)


class Phone:
    def __init__(self, app, library, device, token, author):
        self.app, self.library, self.device, self.token, self.author = app, library, device, token, author
        self.seq = 0

    def text(self, kind="kit.checked_out", **others):
        self.seq += 1
        told = {"id": f"fact-{self.seq}", "device": self.device, "seq": self.seq, "author": self.author, **others}
        return fact_text(kind, "K1", out_to(self.author), **told)

    def sends(self, *texts):
        told = {"protocol": 1, "app_version": "0.1.0", "sent_at": "2026-11-24T15:00:00Z", "cursor": None, "devices": []}
        headers = {"Outreach-Nonce": "n", "Authorization": f"Device {self.token}"}
        answer = self.app.test_client().post("/api/v1/sync", json={**told, "facts": list(texts)}, headers=headers)
        return [one["outcome"] for one in answer.json["results"]]

    def becomes(self, state):
        with self.app.app_context(), writing(self.library) as handle:
            handle.session.get_one(Device, (self.library, self.device)).state = state


def learns(app, monkeypatch, kind=UNKNOWN):
    """Let the server know a kind of which a phone has told already, as after an update."""
    catalogue = app.extensions["catalogue"]
    like = catalogue.kind["kit.checked_out", 1]
    monkeypatch.setitem(catalogue.kind, (kind, 1), like)


def row_of(app, library, text):
    with app.app_context(), reading(library) as session:
        return session.get_one(QuarantineRow, (library, sha256(text)))


def act(client, text, do, **told):
    page = f"/quarantine/{sha256(text)}"
    return client.post(f"{page}/{do}", data={"csrf_token": token_in(client.get(page).text), **told}, follow_redirects=True)


def test_a_list_says_why_from_where_and_what_it_calls_itself(app, coordinator, phone):
    phone.sends(phone.text(UNKNOWN), '{"kind":"kit.chec')

    page = coordinator.get("/quarantine").text

    assert "tells of something unknown" in page
    assert "not a whole record" in page
    assert UNKNOWN in page
    assert page.count("Rosa&#39;s phone</bdi>") == 2


def test_the_page_shows_every_byte_and_runs_none(app, coordinator, phone):
    odd = '{"a":"<script>alert(1)</script>\u202e","b":1'
    phone.sends(odd)

    page = coordinator.get(f"/quarantine/{sha256(odd)}").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<mark>\\u{202e}</mark>" in page
    assert "<script>alert" not in page


def test_the_bytes_come_as_a_file_just_as_they_are(app, coordinator, phone):
    odd = '{"a":"\u202e'
    phone.sends(odd)

    answer = coordinator.get(f"/quarantine/{sha256(odd)}/bytes")

    assert answer.data == odd.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_a_later_release_knows_is_taken_in_with_the_day_on_which_it_came(
    app, library, coordinator, phone, told, monkeypatch
):
    text = phone.text(UNKNOWN)
    phone.sends(text)
    came = row_of(app, library, text).received_at
    told.goes_on(days=20)
    client = sign_in(app.test_client(), "coordinator@one.example")
    learns(app, monkeypatch)

    page = act(client, text, "trial").text

    assert "Taken in." in page
    with app.app_context(), reading(library) as session:
        fact = session.get_one(FactRow, (library, "fact-1"))
        assert (fact.received_at, fact.notes, fact.via_device) == (came, "[]", phone.device)
    assert row_of(app, library, text).state == "stored"
    assert phone.sends(text) == ["duplicate"]


def test_what_is_still_not_understood_stays_as_it_is(app, library, coordinator, phone):
    text = phone.text(UNKNOWN)
    phone.sends(text)

    page = act(coordinator, text, "trial").text

    assert "It is still not understood." in page
    assert row_of(app, library, text).state == "waiting"
    assert phone.sends(text) == ["quarantined"]


def test_a_second_record_under_one_number_is_not_taken_in(app, library, coordinator, phone):
    first = phone.text()
    second = first.replace("K1", "K2")
    phone.sends(first, second)

    act(coordinator, second, "trial")

    assert row_of(app, library, second).state == "waiting"
    with app.app_context(), reading(library) as session:
        assert session.get_one(FactRow, (library, "fact-1")).hash == sha256(first)


def test_what_a_revoked_phone_sent_is_taken_in_where_a_person_says_so(app, library, coordinator, phone):
    text = phone.text()
    phone.becomes("revoked")
    assert phone.sends(text) == ["quarantined"]

    act(coordinator, text, "trial")

    with app.app_context(), reading(library) as session:
        assert session.get_one(FactRow, (library, "fact-1")).subject == "K1"


def test_a_fact_that_names_one_of_the_librarys_own_devices_is_never_taken_in(app, library, coordinator, phone):
    with app.app_context(), reading(library) as session:
        desk = devices.built_in(session)["desk"]
    text = phone.text(device=desk)
    phone.sends(text)

    act(coordinator, text, "trial")

    assert row_of(app, library, text).state == "waiting"


def test_all_that_a_later_release_may_know_is_tried_at_once(app, library, coordinator, phone, monkeypatch):
    known, unknown = phone.text(UNKNOWN), phone.text("kit.sung_to")
    phone.sends(known, unknown, "cut short")
    learns(app, monkeypatch)
    token = token_in(coordinator.get("/quarantine").text)

    page = coordinator.post("/quarantine/trials", data={"csrf_token": token}, follow_redirects=True).text

    assert "1 was taken in. 1 are still not understood and stay here." in page
    assert [row_of(app, library, text).state for text in (known, unknown, "cut short")] == ["stored", "waiting", "waiting"]


def test_setting_aside_wants_a_reason_and_keeps_the_bytes(app, library, coordinator, phone):
    phone.sends("cut short")

    refused = act(coordinator, "cut short", "setting-aside", why=" ")
    done = act(coordinator, "cut short", "setting-aside", why="Rosa recorded it again. 👍")

    assert (refused.status_code, "Say why, for those who look later." in refused.text) == (422, True)
    assert "Set aside." in done.text
    row = row_of(app, library, "cut short")
    assert (row.state, row.note, row.raw) == ("set_aside", "Rosa recorded it again. 👍", b"cut short")
    assert "cut short" not in coordinator.get("/quarantine").text
    assert "not a whole record" in coordinator.get("/quarantine?state=set_aside").text


def test_what_two_decide_at_once_is_decided_once(app, library, coordinator, phone):
    phone.sends("cut short")
    page = f"/quarantine/{sha256('cut short')}"
    token = token_in(coordinator.get(page).text)
    act(coordinator, "cut short", "setting-aside", why="The first")

    second = coordinator.post(f"{page}/setting-aside", data={"csrf_token": token, "why": "The second"})

    assert (second.status_code, "Somebody decided about it meanwhile." in second.text) == (409, True)
    assert row_of(app, library, "cut short").note == "The first"


def test_each_decision_is_on_record(app, library, coordinator, phone, monkeypatch):
    text = phone.text(UNKNOWN)
    phone.sends(text, "cut short")
    learns(app, monkeypatch)
    act(coordinator, text, "trial")
    act(coordinator, "cut short", "setting-aside", why="No use")

    with app.app_context(), reading(library) as session:
        whose = session.query(StaffMember).filter_by(role="coordinator").one().id
        for one in (text, "cut short"):
            (line,) = changes.of(session, "quarantine", sha256(one))
            assert line.staff == whose


def test_another_librarys_quarantine_is_not_there(app, library, phone):
    make_library(app, "two")
    phone.sends("cut short")
    other = sign_in(app.test_client(), "admin@two.example")

    statuses = [other.get(f"/quarantine/{sha256('cut short')}{end}").status_code for end in ("", "/bytes")]

    assert (statuses, "not a whole record" in other.get("/quarantine").text) == ([404, 404], False)


def test_the_list_goes_on_over_pages_and_asks_as_often_for_many_as_for_few(app, coordinator, phone, monkeypatch):
    monkeypatch.setattr("outreach_app.administration.quarantine.queries.PAGE", 3)
    phone.sends("one")
    few = asked_for(app, coordinator, "/quarantine")
    phone.sends(*(f"number {number}" for number in range(7)))
    assert asked_for(app, coordinator, "/quarantine") == few
    seen, path = set(), "/quarantine"
    while path:
        page = coordinator.get(path).text
        seen |= set(re.findall(r"/quarantine/([0-9a-f]{64})", page))
        path = match.group(1).replace("&amp;", "&") if (match := re.search(r'rel="next" href="([^"]+)"', page)) else None

    assert len(seen) == 8


@pytest.mark.parametrize("odd", ["?before=x", "?state=odd", "?before=1~%00"])
def test_an_odd_address_is_a_list_all_the_same(coordinator, odd):
    assert coordinator.get(f"/quarantine{odd}").status_code == 200


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"a\x00b", "a␀b"),
        (b"caf\xe9", "caf\\xe9"),
        ("Zoë 👩‍🏫".encode(), "Zoë 👩\\u{200d}🏫"),
        ("سلام\n".encode(), "سلام\n"),
        (b"", ""),
    ],
)
def test_nothing_in_bytes_is_hidden(raw, shown):
    assert "".join(piece.text for piece in readable.pieces(raw)) == shown


@pytest.mark.parametrize("raw", [b'{"a":', b"[" * 20000, b"\xff\xfe", b"1" * 5000])
def test_no_bytes_stop_the_page(raw):
    readable.pieces(raw)
    readable.laid_out(raw)
    assert readable.member(raw, "kind") is None


def by_hand(client, text, kind=None, **told):
    """Open the form that makes a record of it and send it as it is, with `told` instead of what stood there."""
    path = f"/quarantine/{sha256(text)}/record"
    page = client.get(path, query_string={"kind": kind} if kind else {}).text
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in re.findall(r"<input[^>]*>", page)]
    sent = {one["name"]: one.get("value", "") for one in inputs if "name" in one}
    for name, inner in re.findall(r'<select id="\w+" name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        sent[name] = chosen.group(1) if chosen else ""
    for name, inner in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL):
        sent[name] = html.unescape(inner)
    sent = {name: html.unescape(value) for name, value in sent.items()}
    sent["csrf_token"] = token_in(page)
    return client.post(path, query_string={"kind": kind} if kind else {}, data={**sent, **told}, follow_redirects=True)


def test_what_was_cut_short_becomes_a_record_by_hand_beside_which_its_bytes_are_kept(app, library, coordinator, phone, told):
    whole = phone.text(note="One cable is missing")
    cut = whole[: whole.index('"note"') + 3]
    phone.sends(cut)
    told.goes_on(minutes=5)

    page = by_hand(coordinator, cut, m_note="One cable is missing").text

    assert "A record was made of it by hand." in page
    assert "A kit was taken out" in page
    row = row_of(app, library, cut)
    assert (row.state, row.raw) == ("by_hand", cut.encode())
    with app.app_context(), reading(library) as session:
        fact = session.get_one(FactRow, (library, row.note))
        made, meant = json.loads(fact.body), json.loads(whole)
        assert {**meant["payload"], "note": "One cable is missing"} == made["payload"]
        assert (made["author"], made["subject"], made["kind"]) == (phone.author, "K1", "kit.checked_out")
        assert made["occurred_at"][:16] == meant["occurred_at"][:16]
        assert made["recorded_at"] != made["occurred_at"]
    # The phone sends it again: it is there, and nothing happens twice.
    assert phone.sends(cut) == ["quarantined"]
    assert row_of(app, library, cut).state == "by_hand"


def test_a_record_by_hand_that_does_not_fit_comes_back_with_what_was_typed_and_records_nothing(
    app, library, coordinator, phone
):
    phone.sends('{"kind":"kit.chec')

    answer = by_hand(
        coordinator,
        '{"kind":"kit.chec',
        "kit.checked_in",
        subject="K1",
        occurred="2026-11-20T10:00",
        m_parts="[{",
        m_note="Typed",
    )

    assert answer.status_code == 422
    assert "This is not written as a record writes it." in answer.text
    assert "Typed" in answer.text
    assert row_of(app, library, '{"kind":"kit.chec').state == "waiting"
    with app.app_context(), reading(library) as session:
        assert session.query(FactRow).all() == []


def test_a_list_is_narrowed_to_a_reason_and_a_phone(app, coordinator, phone):
    phone.sends(phone.text(UNKNOWN), '{"kind":"kit.chec')

    page = coordinator.get("/quarantine?reason=unreadable").text
    assert ("not a whole record</b>" in page, f">{UNKNOWN}<" in page) == (True, False)
    assert "Nothing fits" in coordinator.get("/quarantine?state=set_aside&reason=unreadable").text


@given(
    st.dictionaries(st.text(), st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5)), st.integers(0, 400)
)
def test_whatever_was_cut_short_gives_no_member_that_it_did_not_have(told, end):
    whole = json.dumps(told)
    found = guessing.guess(whole[:end].encode())
    assert found.keys() <= {guessing.guess(json.dumps({name: 1}).encode()).popitem()[0] for name in told}
    if end >= len(whole):
        assert found.keys() == {guessing.guess(json.dumps({name: 1}).encode()).popitem()[0] for name in told}


@pytest.mark.parametrize("depth", [300, 700, 950, 5000])
def test_what_is_nested_without_end_is_begun_from_nothing_or_as_it_is_but_never_a_fault(depth):
    raw = '{"payload":' + "[" * depth + "]" * depth + "}"
    assert guessing.guess(raw.encode()).keys() <= {"payload"}


def test_a_part_that_is_nested_without_end_comes_back_to_be_mended(app, library, coordinator, phone):
    phone.sends('{"kind":"kit.chec')
    deep = "[" * 20_000

    answer = by_hand(
        coordinator,
        '{"kind":"kit.chec',
        "kit.checked_in",
        subject="K1",
        occurred="2026-11-20T10:00",
        m_parts=deep,
        m_note="Typed",
    )

    assert (answer.status_code, "This is not written as a record writes it." in answer.text) == (422, True)
