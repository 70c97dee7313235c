"""What `outreach bench` measures in a real browser, on a small library."""

from outreach_app.bench import desk, record, screens
from outreach_app.bench.figures import Figure, Missing


def test_every_screen_of_the_field_app_is_measured(chromium_program: str) -> None:
    found = list(screens.measure(runs=1, postgres=None, large=desk.Size(kits=3, facts=100, parts=2), visits=1))

    assert [one.name.split(", ")[-1].split(":")[0] for one in found] == list(screens.SCREENS)
    assert all(isinstance(one, Figure) and one.value > 0 for one in found)


def test_without_a_browser_it_is_said_what_is_missing(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    (told,) = record.measure(runs=1, postgres=None)

    assert isinstance(told, Missing)
    assert "chromium" in told.why
