"""The twelve kits of the demonstration library, with what is in them."""

from dataclasses import dataclass

from outreach_app import ids
from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.kits import projection


@dataclass(frozen=True)
class KitMade:
    """A kit of the demonstration: its id, and its parts as (id, name, count)."""

    id: str
    code: str
    parts: tuple[tuple[str, str, int], ...]

    def part(self, name: str) -> tuple[str, str, int]:
        return next(part for part in self.parts if part[1] == name)


def _tablets(count: int) -> list[tuple[str, int, bool]]:
    return [(f"Tablet {number}", 1, True) for number in range(1, count + 1)]


def _laptops(count: int) -> list[tuple[str, int, bool]]:
    return [(f"Laptop {number}", 1, True) for number in range(1, count + 1)]


# name, then the parts as (name, count, has a tag).
KITS: tuple[tuple[str, list[tuple[str, int, bool]]], ...] = (
    (
        "Tablet kit, first steps",
        [
            *_tablets(8), ("Charging case", 1, True), ("Charger", 8, False), ("USB-C cable", 8, False), ("Stylus", 8, False),
            ("Over-ear headphones", 8, False), ("Screen cloth", 8, False), ("First-steps handout, English", 25, False),
            ("First-steps handout, Spanish", 25, False),
        ],
    ),
    (
        "Tablet kit, health portals",
        [
            *_tablets(6), ("Charger", 6, False), ("USB-C cable", 6, False), ("Privacy screen", 6, False),
            ("Health portal card", 40, False), ("Carrying case", 1, True),
        ],
    ),
    (
        "Hotspot kit",
        [
            ("Hotspot 1", 1, True), ("Hotspot 2", 1, True), ("Hotspot 3", 1, True), ("Hotspot 4", 1, True),
            ("Charger", 4, False), ("Quick-start card", 12, False), ("Padded pouch", 4, False),
        ],
    ),
    (
        "Laptop kit, job search",
        [
            *_laptops(6), ("Power adapter", 6, False), ("Mouse", 6, False), ("Power strip", 2, False), ("Hotspot", 1, True),
            ("Portable printer", 1, True), ("Printer paper, pack", 2, False), ("USB stick", 15, False),
        ],
    ),
    (
        "Laptop kit, classroom",
        [
            *_laptops(10), ("Power adapter", 10, False), ("Mouse", 10, False), ("Power strip", 3, False),
            ("Projector", 1, True), ("HDMI cable", 2, False), ("Extension cord", 2, False),
            ("Folding screen", 1, True), ("Exercise book", 20, False),
        ],
    ),
    (
        "Presenter's kit",
        [
            ("Projector", 1, True), ("Laptop", 1, True), ("HDMI cable", 1, False), ("USB-C adapter", 2, False),
            ("Speaker", 1, True), ("Microphone", 1, True), ("Clicker", 1, True), ("AAA battery", 8, False),
        ],
    ),
    (
        "Phone help desk",
        [
            ("Loan phone 1", 1, True), ("Loan phone 2", 1, True), ("Loan phone 3", 1, True), ("Lightning cable", 3, False),
            ("USB-C cable", 3, False), ("Charging brick", 4, False), ("SIM tool", 2, False), ("Scam-spotting card", 50, False),
        ],
    ),
    (
        "Senior center kit",
        [
            *_tablets(5), ("Charger", 5, False), ("Large-key keyboard", 3, True), ("Magnifier", 4, False), ("Stylus", 6, False),
            ("Large-print handout", 30, False), ("Over-ear headphones", 5, False),
        ],
    ),
    (
        "Family coding kit",
        [
            ("Floor robot 1", 1, True), ("Floor robot 2", 1, True), ("Floor robot 3", 1, True), ("Charging cable", 3, False),
            ("Command card", 60, False), ("Playing mat", 2, True), ("AA battery", 12, False),
        ],
    ),
    (
        "Assistive technology kit",
        [
            ("Tablet with screen reader", 1, True), ("Braille display", 1, True), ("Switch button", 2, True),
            ("Trackball", 2, True), ("Large-key keyboard", 2, True), ("Portable magnifier", 1, True), ("Hearing loop", 1, True),
            ("Guide, large print", 5, False),
        ],
    ),
    (
        "Emergency connection kit",
        [
            ("Hotspot 1", 1, True), ("Hotspot 2", 1, True), ("Power station", 1, True), ("Solar panel", 1, True),
            ("Charging cable", 10, False), ("Extension cord", 2, False), ("Folding table", 1, True),
            ("Sign, Free Wi-Fi", 2, False),
        ],
    ),
    (
        "Enrollment kit",
        [
            ("Laptop 1", 1, True), ("Laptop 2", 1, True), ("Document scanner", 1, True), ("Portable printer", 1, True),
            ("Power adapter", 2, False), ("Printer paper, pack", 1, False), ("Clipboard", 6, False), ("Pen", 20, False),
            ("Benefit checklist", 40, False),
        ],
    ),
)  # fmt: skip


# What one of a thing costs, by the first word of its name that is known.
PRICES = {
    "Tablet": "249.00", "Laptop": "649.00", "Hotspot": "89.00", "Projector": "479.00", "Braille": "1895.00", "Loan": "179.00",
    "Floor": "119.00", "Portable": "229.00", "Document": "199.00", "Power": "39.00", "HDMI": "12.50", "Charger": "19.00",
    "USB-C": "9.50", "Clipboard": "4.75", "Switch": "65.00", "Hearing": "310.00", "Speaker": "75.00", "Solar": "160.00",
}  # fmt: skip
RESTOCKED_EARLY = ("handout", "card", "checklist", "battery", "paper")
# How often a kit is inspected, (days, loans); the others are not planned.
UPKEEP = {"K-01": (90, 12), "K-04": (90, None), "K-05": (None, 6), "K-10": (180, None)}


def _details(name: str, count: int, number: int, place: int, *, tagged: bool) -> dict[str, str | int]:
    """What the library knows of a thing besides its name, number and tag."""
    price = PRICES.get(name.split()[0])
    known: dict[str, str | int] = {"cost": price} if price else {}
    if tagged and price:
        known |= {"serial": f"CCL{2400 + number}{place:03}", "bought_on": f"2025-{1 + number % 9:02}-14"}
    if any(word in name for word in RESTOCKED_EARLY):
        known["least"] = max(1, count // 3)
    return known


def add(writing: Writing) -> dict[str, KitMade]:
    """Put the kits and their parts; gives them by code."""
    made: dict[str, KitMade] = {}
    for number, (name, things) in enumerate(KITS, start=1):
        code = f"K-{number:02}"
        parts = [
            {
                "id": ids.new(), "name": thing, "count": count, "tag": f"CC-{number:02}{place:02}" if tagged else None,
                **_details(thing, count, number, place, tagged=tagged),
            }
            for place, (thing, count, tagged) in enumerate(things, start=1)
        ]  # fmt: skip
        kit = projection.put_kit(writing, id_=ids.new(), code=code, name=name, parts=parts, upkeep=UPKEEP.get(code))
        changes.note(writing, "kits", kit.id, before=None, after={"code": code, "name": name, "parts": parts}, by=None)
        told = tuple((str(part["id"]), str(part["name"]), count) for part, (_, count, _) in zip(parts, things, strict=True))
        made[code] = KitMade(kit.id, code, told)
    return made
