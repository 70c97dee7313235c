"""Kits out of a spreadsheet: looked over first, faulty lines told, brought in twice the same, nothing ever taken away."""

import io
import json

import pytest

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library
from fixtures.queries import asked
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading
from outreach_app.kits.intake import bringing, sheet
from outreach_app.kits.intake.plan import plan
from outreach_app.kits.models import Kit, KitPart

HEAD = "kit,kit_name,part,count,tag,serial,model,bought_on,cost,least\n"
THREE_WRONG = """Código;Nombre;Pieza;Cantidad;Costo
K-31;Salón móvil;Tableta;4;1.249,50
K-31;;Cargador;;25
K-32;;Cable;2;
K-31;;Señal;minus one;
K-31;;Módem;1;cheap
""".encode("cp1252")


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def looks(desk: Desk, raw: bytes, name: str = "kits.csv") -> str:
    return desk.send("/kits/import", file=(io.BytesIO(raw), name)).text


def agrees(desk: Desk, page: str):
    told = {name: token_in(page, name) for name in ("csrf_token", "content", "digest", "name")}
    return desk.client.post("/kits/import/agreed", told)


def kits(library: Library) -> dict[str, tuple[str, list[tuple[object, ...]]]]:
    with reading(library.id) as session:
        parts = session.query(KitPart).filter(KitPart.retired_at.is_(None)).order_by(KitPart.position, KitPart.name).all()
        return {
            kit.code: (kit.name, [(one.name, one.count, one.tag) for one in parts if one.kit_id == kit.id])
            for kit in session.query(Kit).order_by(Kit.code)
        }


def told(rows: str, there=()):
    return plan(sheet.read((HEAD + rows).encode()), there)


def says(made) -> list[tuple[int, str]]:
    return [(one.line, str(one.says)) for one in made.troubles]


def test_a_file_of_another_program_is_read_and_its_three_broken_lines_are_told_with_their_reasons(desk, library):
    page = looks(desk, THREE_WRONG)

    assert "1 new kit" in page
    assert "3 lines with a fault" in page
    assert "K-32 is no kit yet" in page
    assert "“minus one”" in page
    assert "“cheap” is no amount" in page
    assert "K-31" not in kits(library)

    assert agrees(desk, page).status_code == 303
    assert kits(library)["K-31"] == ("Salón móvil", [("Tableta", 4, None), ("Cargador", 1, None)])
    with reading(library.id) as session:
        assert session.query(KitPart).filter(KitPart.name == "Tableta").one().cost == "1249.50"


def test_brought_in_a_second_time_it_changes_nothing(desk, library):
    raw = (HEAD + "K-31,Maker kit,Tablet,1,T-1,S1,,2026-01-05,249,\nK-31,,Tablet,1,T-2,,,,,\nK-31,,Cable,9,,,,,,4\n").encode()
    agrees(desk, looks(desk, raw))
    before, noted = kits(library), len(desk.rows(AuditLine))

    page = looks(desk, raw)
    assert "There is nothing to be done" in page
    assert "3 lines that say what is so already" in page
    assert (kits(library), len(desk.rows(AuditLine))) == (before, noted)


def test_a_file_changes_what_it_names_and_leaves_alone_what_it_does_not(desk, library):
    agrees(desk, looks(desk, (HEAD + "K-31,Maker kit,Tablet,1,T-1,S1,,,,\nK-31,,Cable,9,,,,,,\n").encode()))
    agrees(desk, looks(desk, (HEAD + "k-31,Makers,tablet,,t-1,,Tab 9,,,\n").encode()))

    name, parts = kits(library)["K-31"]
    assert (name, parts) == ("Makers", [("tablet", 1, "t-1"), ("Cable", 9, None)])
    with reading(library.id) as session:
        part = session.query(KitPart).filter(KitPart.tag == "t-1").one()
        assert (part.serial, part.model) == ("S1", "Tab 9")


def test_phones_are_told_of_what_came_in(desk, library):
    agrees(desk, looks(desk, (HEAD + "K-31,Maker kit,Tablet,1,T-1,,,,,\n").encode()))
    (kit,) = desk.rows(Kit, Kit.code == "K-31")
    row = desk.told(kit.id)
    assert row["code"] == "K-31"
    assert [(part["name"], part["count"]) for part in row["parts"]] == [("Tablet", 1)]


def test_the_librarys_own_file_brought_in_again_changes_nothing(desk, library):
    agrees(desk, looks(desk, (HEAD + "K-31,=1+1,Tablet,1,-T,@S,,2026-01-05,249.00,2\nK-33,Nothing in it,,,,,,,,\n").encode()))
    out = desk.client.get("/kits/export.csv")
    assert out.data.startswith(b"\xef\xbb\xbfkit,kit_name,part")
    assert b"'=1+1" in out.data
    assert "There is nothing to be done" in looks(desk, out.data)
    assert kits(library)["K-31"][0] == "=1+1"


def test_where_kits_changed_meanwhile_nothing_is_done_until_it_is_looked_over_again(desk, library):
    raw = (HEAD + "K-31,Maker kit,Tablet,2,,,,,,\n").encode()
    page = looks(desk, raw)
    agrees(desk, looks(desk, raw.replace(b",2,", b",3,")))

    answer = agrees(desk, page)
    assert answer.status_code == 409
    assert "Somebody changed kits meanwhile" in answer.text
    assert "3 → 2" in answer.text
    assert kits(library)["K-31"][1] == [("Tablet", 3, None)]


def test_sent_twice_by_a_double_click_it_is_done_once(desk, library):
    page = looks(desk, (HEAD + "K-31,Maker kit,Tablet,2,,,,,,\n").encode())
    assert agrees(desk, page).status_code == 303
    assert "There is nothing to be done" in agrees(desk, page).text
    assert kits(library)["K-31"][1] == [("Tablet", 2, None)]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "The file is empty"),
        (b"\x00\x00", "must name the columns"),
        (b"name,count\nA,1\n", "must name the columns"),
        (b"kit,code\nA,1\n", "Two columns are called"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "must name the columns"),
    ],
)
def test_what_is_no_table_of_kits_is_told_on_the_page(desk, raw, says):
    answer = desk.send("/kits/import", file=(io.BytesIO(raw), "kits.csv"))
    assert answer.status_code == 422
    assert says in answer.text


def test_no_file_and_a_page_that_was_open_too_long_are_told(desk):
    assert "Choose the file first" in desk.send("/kits/import").text
    page = looks(desk, (HEAD + "K-31,Maker kit,,,,,,,,\n").encode())
    told = {name: token_in(page, name) for name in ("content", "digest", "name")}
    assert "Not brought in yet: this page was open for too long" in desk.client.post("/kits/import/agreed", told).text
    assert desk.client.post("/kits/import/agreed", {**told, "content": "no base64"}).status_code == 422


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ("K1,A,Tablet,1,T,,,,,\nK1,,Phone,1,t,,,,,\n", 3, "The tag t stands on line 2 already."),
        ("K1,A,Tablet,,,,,,,\nK1,,tablet,,,,,,,\n", 3, "Line 2 tells of the same part. Give each a tag or a name of its own."),
        ("K1,A,,,,,,,,\nK1,B,,,,,,,,\n", 3, "K1 is called A on line 2."),
        (",A,Tablet,,,,,,,\n", 2, "It does not say which kit."),
        ("K1,A,,3,,,,,,\n", 2, "It does not say which part this is."),
        ("K1,A,Tablet,0,,,,,,\n", 2, "The count must be a number between 1 and 100000; it is “0”."),
        ("K1,A,Tablet,-2,,,,,,\n", 2, "The count must be a number between 1 and 100000; it is “-2”."),
        ("K1,A,Tablet,,,,,11/24/2026,,\n", 2, "“11/24/2026” is no day such as 2026-11-24."),
        (f"{'K' * 17},A,,,,,,,,\n", 2, "The code of the kit has more than 16 characters."),
        ("K1,A,Tablet,,,,,,,,more\n", 2, "It has more cells than there are columns."),
    ],
)
def test_a_faulty_line_says_what_is_wrong_with_it(rows, line, reason, app):
    with app.test_request_context():
        assert says(told(rows)) == [(line, reason)]


def test_numbers_as_spreadsheets_write_them_and_lines_within_quotes_are_understood(app):
    with app.test_request_context():
        made = told('K1,"Two\nlines",Tablet,3.0,,,,,"$1,249.50",\n\nK1,,Cable,2,,,,,,\n')
    assert says(made) == []
    (kit,) = made.kits
    assert (kit.name, [one.told["count"] for one in kit.parts], kit.parts[0].told["cost"]) == ("Two lines", [3, 2], "1249.50")


def test_as_many_queries_for_many_kits_as_for_one(library, desk):
    with reading(library.id) as session, asked() as few:
        bringing.planned(session, sheet.read(HEAD.encode()))
    agrees(desk, looks(desk, (HEAD + "".join(f"X{n},Kit {n},Tablet,1,T{n},,,,,\n" for n in range(60))).encode()))
    with reading(library.id) as session, asked() as many:
        bringing.planned(session, sheet.read(HEAD.encode()))
    assert len(many) == len(few)
    assert len(kits(library)) >= 60


def test_the_command_says_each_faulty_line_and_does_the_rest(server, tmp_path):
    server.command("init", "--library", "Cedar", "--time-zone", "UTC", "--email", "a@example.org", "--name", "Ada",
                   "--password-stdin", stdin="long enough one\n")  # fmt: skip
    file = tmp_path / "kits.csv"
    file.write_bytes(THREE_WRONG)

    looked = server.command("import", "kits", str(file), "--look", "--json", check=False)
    assert looked.returncode == 1
    assert json.loads(looked.stdout)["new_kits"] == 1
    done = server.command("import", "kits", str(file), check=False)
    assert "1 kits and 2 parts added" in done.stdout
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 4", "line 5", "line 6"]
    again = server.command("import", "kits", str(file), "--json", check=False)
    assert json.loads(again.stdout)["same"] == 2
    assert json.loads(again.stdout)["new_parts"] == 0
