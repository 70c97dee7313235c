"""What a camera sees of a label, as a film that Chromium's fake camera shows: clean, tilted, or in bad light. Pure."""

import math
from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q

WIDTH, HEIGHT, A_SECOND = 640, 480, 10
HEAD = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{A_SECOND}:1 Ip A1:1 C420jpeg\n".encode()
GREY = bytes([128]) * (WIDTH * HEIGHT // 2)


@dataclass(frozen=True)
class Light:
    """How a label is seen."""

    side: int
    """Points of the picture that the code is wide."""
    turned: float = 0.0
    """Degrees."""
    tilted: float = 0.0
    """How much nearer its lower edge is than its middle."""
    dark: int = 20
    bright: int = 235
    noise: int = 0


SEEN = {
    "clean": Light(side=260),
    "tilted": Light(side=240, turned=17, tilted=0.25, noise=12),
    "dim": Light(side=220, turned=-6, tilted=0.08, dark=22, bright=74, noise=14),
}


def film(text: str, light: Light, *, frames: int = 2) -> bytes:
    """The label held before the camera with an unsteady hand; the camera shows it over and over."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    return HEAD + b"".join(b"FRAME\n" + _frame(rows, light, number) + GREY for number in range(frames))


def _frame(rows: list[list[bool]], light: Light, number: int) -> bytes:
    count = len(rows)
    shake = (-1) ** number
    angle = math.radians(light.turned + 1.5 * shake)
    cos, sin = math.cos(angle) * count / light.side, math.sin(angle) * count / light.side
    middle = count / 2
    paper = (light.dark + light.bright * 2) // 3
    seen = bytearray(WIDTH * HEIGHT)
    at = 0
    for y in range(HEIGHT):
        flat = y - HEIGHT / 2 - 4 * shake
        # What is nearer is larger, in both directions: lines stay straight.
        near = 1 + light.tilted * flat / (HEIGHT / 2)
        down = flat / near
        for x in range(WIDTH):
            across = (x - WIDTH / 2 + 6 * shake) / near
            u, v = middle + across * cos + down * sin, middle - across * sin + down * cos
            inside = 0 <= u < count and 0 <= v < count
            shade = paper if not inside else light.dark if rows[int(v)][int(u)] else light.bright
            # Grain that is the same in every run.
            if light.noise:
                shade += (x * 7919 + y * 104729 + number * 31337 + x * y * 13) % (2 * light.noise + 1) - light.noise
            seen[at] = min(255, max(0, shade))
            at += 1
    return bytes(seen)
