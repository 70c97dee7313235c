"""What a plan says of itself: who steps in, who calls whom, which steps were typed."""

from outreach_app.emergency.plan.rules import Call, Role, Standing, called_in_order, read, standing, steps_typed, would_ring

ROLE = Role("r", "Kits", holders=("staff:left", "staff:tom", "contact:duty"))


def test_where_the_holder_has_left_the_first_alternate_who_has_not_steps_in() -> None:
    assert standing(ROLE, {"staff:tom", "contact:duty"}) == Standing("staff:left", "staff:tom")
    assert standing(ROLE, {"contact:duty"}).acting == "contact:duty"
    assert standing(ROLE, set()) == Standing("staff:left", None)
    assert not standing(ROLE, {"staff:left"}).is_vacant


def test_a_role_that_names_nobody_is_vacant() -> None:
    assert standing(Role("r"), {"staff:tom"}).is_vacant


def test_calls_are_told_from_their_beginnings_down_each_once_even_where_they_go_in_a_ring() -> None:
    told = {"b": "a", "a": "", "c": "b", "lost": "gone", "x": "y", "y": "x"}
    calls = [Call(id_, caller=caller) for id_, caller in told.items()]
    assert [(depth, one.id) for depth, one in called_in_order(calls)] == [
        (0, "a"), (1, "b"), (2, "c"), (0, "lost"), (0, "x"), (1, "y"),
    ]  # fmt: skip


def test_nobody_calls_themselves_by_way_of_others() -> None:
    calls = [Call("a"), Call("b", caller="a"), Call("c", caller="b")]
    assert would_ring(calls, "a", "c")
    assert would_ring(calls, "a", "a")
    assert not would_ring(calls, "c", "a")


def test_steps_are_numbered_by_themselves() -> None:
    assert steps_typed("1. Switch it on\n\n 2) Wait\n- 12 cables\n12 volts") == (
        "Switch it on",
        "Wait",
        "12 cables",
        "12 volts",
    )


def test_what_an_entry_of_another_release_knows_besides_is_left_out() -> None:
    assert read("links", "l", {"name": "A form", "address": "https://a.example", "colour": "red"}).id == "l"
