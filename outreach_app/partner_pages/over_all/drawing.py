"""A map drawn on the server: pictures of the library's own tiles, and a mark for each place. No script, no third party. Pure.

Tiles are those of the usual web maps: at a zoom of z the world is a square of 2**z by 2**z tiles of 256 points.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TILE = 256
WIDTH, HEIGHT, EDGE = 960, 600, 40
LARGEST_ZOOM = 15
# Beyond it the square of the map ends.
_MOST_NORTH = 85.05


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of the ground, and where it stands in the drawing."""

    address: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tiles, and where each place stands among them."""

    tiles: list[Tile]
    marks: list[tuple[float, float]]


def drawn(places: Sequence[tuple[float, float]], tiles: str) -> Drawing:
    """All places on one map, as near as shows them all; `tiles` is an address with {z}, {x} and {y} in it."""
    zoom = next(one for one in range(LARGEST_ZOOM, -1, -1) if one == 0 or _fits(places, one))
    points = [_point(place, zoom) for place in places]
    left = (min(x for x, _y in points) + max(x for x, _y in points) - WIDTH) / 2
    top = (min(y for _x, y in points) + max(y for _x, y in points) - HEIGHT) / 2
    most = 2**zoom
    found = [
        Tile(_address(tiles, z=zoom, x=column % most, y=row), round(column * TILE - left, 1), round(row * TILE - top, 1))
        for row in range(max(0, math.floor(top / TILE)), min(most, math.ceil((top + HEIGHT) / TILE)))
        for column in range(math.floor(left / TILE), math.ceil((left + WIDTH) / TILE))
    ]
    return Drawing(found, [(round(x - left, 1), round(y - top, 1)) for x, y in points])


def _address(tiles: str, **numbers: int) -> str:
    for name, number in numbers.items():
        tiles = tiles.replace(f"{{{name}}}", str(number))
    return tiles


def _fits(places: Sequence[tuple[float, float]], zoom: int) -> bool:
    points = [_point(place, zoom) for place in places]
    wide = max(x for x, _y in points) - min(x for x, _y in points)
    high = max(y for _x, y in points) - min(y for _x, y in points)
    return wide <= WIDTH - 2 * EDGE and high <= HEIGHT - 2 * EDGE


def _point(place: tuple[float, float], zoom: int) -> tuple[float, float]:
    """Where a place stands on the whole map, in points."""
    north, east = max(-_MOST_NORTH, min(_MOST_NORTH, place[0])), place[1]
    size = TILE * 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(north))) / math.pi) / 2
    return (east + 180) / 360 * size, y * size
