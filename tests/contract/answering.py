"""A kit went from one to another, and the desk asks both about it."""

from contract.story import READY, OurPhone, Story
from fixtures.library import counted, fact_text


def a_hand_in_is_answered(story: Story, _token: str) -> None:
    given = {"handover": "H1", "giver": {"staff": "ann"}, "to": {"staff": "dee"}, "due_on": None, "note": None}
    returned = {"of": "fact-0", "comment": "Are all five tablets there?"}
    desk = {"id": "decided-1", "device": "the-desk", "seq": 1, "author": "bob", "at": "2026-11-24T14:30:00Z"}
    first = {"id": "fact-0", "device": "phone-a", "seq": 1, "author": "ann", "at": "2026-11-24T14:00:00Z"}
    story.library.record(fact_text("kit.handed_over", "K1", given, **first))
    story.library.record(fact_text("hand_in.returned", "fact-0", returned, **desk), via="desk")
    phone = OurPhone(story)
    phone.enrols("dee")
    asked = [one["row"] for one in phone.asks()["changes"] if one["collection"] == "hand_ins"]
    assert [(row["version"], row["people"], row["comments"][0]["text"]) for row in asked] == [
        ("fact-0", ["ann", "dee"], returned["comment"])
    ]
    phone.records("kit.counted", "K1", counted(("tablet", 5), ("charger", 2)))
    answer = {"of": "fact-0", "counted": "fact-1", "words": "One lay under the seat"}
    phone.records("hand_in.amended", "fact-0", answer, said={"handIn": "fact-0", **answer})
    phone.syncs(lost=True)
    answered = phone.syncs()
    assert [one["outcome"] for one in answered["results"]] == ["duplicate", "duplicate"]
    assert {(one["id"], one["row"]) for one in answered["changes"] if one["collection"] == "hand_ins"} == {("fact-0", None)}
    story.after = {**READY, "held": {"fact-1": "duplicate", "fact-2": "duplicate"}}
