"""An exchange asks the database as often for sixty facts or changes as for three."""

import pytest

from fixtures.library import Library, Phone, fact_text, out_to
from fixtures.queries import asked

FEW, MANY = 3, 60


@pytest.fixture
def phone(library: Library) -> Phone:
    phone = library.phone()
    for number in range(2 * (FEW + MANY)):
        library.kit(f"X{number}", **{f"x-{number}": 2})
    phone.sync()
    return phone


def _told_by(phone: Phone, numbers: range, **others: str) -> list[str]:
    texts = []
    for number in numbers:
        phone.seq += 1
        told = {"id": f"fact-{phone.seq}", "device": phone.device, "seq": phone.seq, "author": phone.author, **others}
        texts.append(fact_text("kit.checked_out", f"X{number}", out_to(phone.author), **told))
    return texts


def _asked_for(phone: Phone, texts: list[str]) -> list[str]:
    with asked() as statements:
        answer = phone.ask(texts)
    assert len(answer["results"]) == len(texts)
    return statements


def test_facts_are_kept_in_a_few_bulk_statements(phone: Phone) -> None:
    few = _asked_for(phone, _told_by(phone, range(FEW)))
    many = _asked_for(phone, _told_by(phone, range(FEW, FEW + MANY)))

    assert len(many) == len(few), "\n".join(sorted(set(many) ^ set(few)))
    assert len(few) < 40


def test_facts_that_do_not_add_up_are_too(phone: Phone) -> None:
    phone.ask(_told_by(phone, range(FEW + MANY)))
    few = _asked_for(phone, _told_by(phone, range(FEW), author="nobody"))
    many = _asked_for(phone, _told_by(phone, range(FEW, FEW + MANY), author="nobody"))

    assert len(many) == len(few), "\n".join(sorted(set(many) ^ set(few)))


def test_facts_sent_again_and_bytes_that_cannot_be_read_are_too(phone: Phone) -> None:
    texts = _told_by(phone, range(MANY))
    phone.ask(texts)
    few = _asked_for(phone, [*texts[:FEW], *(f"odd {number}" for number in range(FEW))])
    many = _asked_for(phone, [*texts[:40], *(f"odd {number}" for number in range(FEW, FEW + 40))])

    assert len(many) == len(few), "\n".join(sorted(set(many) ^ set(few)))


def test_a_page_of_changes_is_one_statement_however_long(phone: Phone, library: Library) -> None:
    for number in range(FEW):
        library.kit(f"Y{number}", **{f"y-{number}": 1})
    few = _asked_for(phone, [])
    phone.sync()
    for number in range(MANY):
        library.kit(f"Z{number}", **{f"z-{number}": 1})
    many = _asked_for(phone, [])

    assert len(many) == len(few)
