"""What is understood later is the fact that it would have been at once: same fold, same receipt, same after a rebuild."""

from dataclasses import replace
from typing import Any

from fixtures.library import Library, fact_text, out_to, sha256
from outreach_app import installation, rebuild
from outreach_app.administration.quarantine import deciding
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing

OLDER = replace(CATALOGUE, kinds=tuple(kind for kind in CATALOGUE.kinds if kind.name != "kit.checked_out"))


def _stumbles(writing: Any, kits: Any) -> None:
    if any(kit.subject == "unbearable" for kit in kits):
        raise ZeroDivisionError
    CATALOGUE.fold["kit"].project(writing, kits)


FAULTY = replace(
    CATALOGUE, folds=tuple(replace(fold, project=_stumbles) if fold.name == "kit" else fold for fold in CATALOGUE.folds)
)


def taken_out(kit: str, phone: str, author: str) -> str:
    return fact_text("kit.checked_out", kit, out_to(author), id=f"{phone}-1", device=phone, seq=1, author=author)


def arrives_at(library: Library, catalogue, *texts: str) -> list[str | None]:
    """What an installation that knows this catalogue makes of facts: the reason of each, None where it is kept."""
    library.catalogue = catalogue
    return [outcome.reason for outcome in library.record(*texts, device="phone-a")]


def test_it_is_folded_as_if_it_had_been_understood_at_once(library: Library) -> None:
    library.phone("phone-a", "ann")
    with writing(library.id) as handle:
        installation.publish_library(handle)
    one, two = taken_out("K1", "phone-a", "ann"), taken_out("K1", "phone-b", "bob")
    assert arrives_at(library, OLDER, one) == ["unknown_kind"]
    assert arrives_at(library, CATALOGUE, two) == [None]

    assert deciding.try_all(library.id, CATALOGUE, by=None) == (1, 0)

    assert library.open_kinds() == ["kit.held_twice"]
    assert (library.facts()["phone-a-1"].via_device, library.quarantine()[sha256(one)].state) == ("phone-a", "stored")
    assert arrives_at(library, CATALOGUE, one) == [None]
    assert rebuild.check(library.id).differences == []


def test_one_that_the_server_stumbles_over_holds_up_no_other_and_stays(library: Library) -> None:
    texts = [taken_out("unbearable", "phone-a", "ann"), taken_out("K1", "phone-b", "bob")]
    arrives_at(library, OLDER, *texts)

    assert deciding.try_all(library.id, FAULTY, by=None) == (1, 1)

    assert set(library.facts()) == {"phone-b-1"}
    assert library.quarantine()[sha256(texts[0])].state == "waiting"
