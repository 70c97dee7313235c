"""init, demo, run, upgrade: how an installation begins, and what is refused in words."""

from fixtures.server import MakeServer, Server

PASSWORD = "orange bicycle lantern"
INIT = (
    "init",
    *("--library", "Cedar County Library", "--time-zone", "America/Chicago", "--languages", "en,es"),
    *("--email", "admin@example.org", "--name", "Ada Admin", "--password-stdin"),
)


def refused(server: Server, *words: str, stdin: str | None = None) -> str:
    done = server.command(*words, stdin=stdin, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_init_makes_a_library_with_an_admin_from_nothing(make_server: MakeServer):
    server = make_server()

    said = server.command(*INIT, stdin=f"{PASSWORD}\n").stdout

    assert "outreach run" in said
    assert "admin@example.org" in server.command("staff", "list").stdout
    assert server.command("rebuild", "--check").returncode == 0


def test_init_refuses_a_database_that_has_a_library(make_server: MakeServer):
    server = make_server()
    server.command(*INIT, stdin=f"{PASSWORD}\n")

    assert "already holds Cedar County Library" in refused(server, *INIT, stdin=f"{PASSWORD}\n")
    assert "already holds Cedar County Library" in refused(server, "demo")


def test_init_says_everything_that_is_wrong_and_makes_nothing(make_server: MakeServer):
    server = make_server()
    words = [{"America/Chicago": "Chicago/America", "admin@example.org": "admin"}.get(word, word) for word in INIT]

    said = refused(server, *words, stdin="short\n")

    assert "Chicago/America is no time zone" in said
    assert "admin is no address" in said
    assert "at least 10 characters" in said
    assert "no library in this database yet" in refused(server, "staff", "list")


def test_run_migrates_nothing_and_says_what_to_do(make_server: MakeServer):
    server = make_server()

    assert "outreach init" in refused(server, "run")
    server.command("upgrade")
    assert "outreach init" in refused(server, "run")


def test_an_unknown_setting_is_named(make_server: MakeServer):
    assert "OUTREACH_DATABSE_URL" in refused(make_server(OUTREACH_DATABSE_URL="x"), "run")


def test_a_server_shares_its_port_with_no_other_and_ends_cleanly_when_it_is_told_to(make_server: MakeServer):
    server = make_server(workers=2)
    server.command(*INIT, stdin=f"{PASSWORD}\n")
    process = server.start().process
    assert process is not None

    second = server.command("run", "--port", server.url.rpartition(":")[2], check=False)
    server.stop()

    assert (second.returncode, "Another server runs at port" in second.stderr) == (1, True)
    assert process.returncode == 0
    assert server.url in server.log.read_text()


def test_doctor_finds_a_fresh_library_well_and_an_empty_folder_not(make_server: MakeServer):
    server = make_server()
    assert "outreach init" in server.command("doctor", check=False).stdout

    server.command(*INIT, stdin=f"{PASSWORD}\n")

    assert "right  durability: synchronous: 2" in server.command("doctor", check=False).stdout
