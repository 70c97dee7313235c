"""Pictures of the demonstration library, drawn by itself: a flyer's own, and what a phone took of a stack."""

import io
from typing import TYPE_CHECKING

from outreach_app.photos.looking import Picture, reduced

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 900, 560
_NIGHT, _HILL, _WALL, _ROOF, _LIT, _WAVE = "#253d8a", "#1c2f6b", "#faf6ef", "#a63d2f", "#f2bd66", "#a9bbff"


def hotspot_at_home() -> Picture:
    """A house with lit windows, and waves over its roof."""
    # It takes longer to load than most commands run.
    from PIL import Image, ImageDraw

    # Drawn twice as large and made small again, edges are smooth.
    image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), _NIGHT)
    draw = ImageDraw.Draw(image)
    draw.ellipse((-300, 780, 2100, 1900), fill=_HILL)
    draw.rectangle((600, 620, 1200, 1000), fill=_WALL)
    draw.polygon(((540, 640), (900, 380), (1260, 640)), fill=_ROOF)
    for left in (670, 1000):
        draw.rectangle((left, 700, left + 130, 830), fill=_LIT)
    draw.rectangle((850, 800, 950, 1000), fill=_ROOF)
    for radius in (90, 170, 250):
        draw.arc((900 - radius, 330 - radius, 900 + radius, 330 + radius), 220, 320, fill=_WAVE, width=34)
    draw.ellipse((875, 305, 925, 355), fill=_WAVE)
    return _finished(image)


def stack_at_a_desk() -> Picture:
    """A stack of paper in a holder on a desk."""
    # It takes longer to load than most commands run.
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), "#d9d2c5")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 860, 2 * WIDTH, 2 * HEIGHT), fill="#8a6a4a")
    for sheet in range(7):
        up = 14 * sheet
        draw.rectangle((640 + up, 330 - up, 1120 + up, 850 - up), fill=_WALL, outline="#c9c0b0", width=4)
    draw.rectangle((724, 246, 1204, 450), fill=_NIGHT)
    draw.rectangle((780, 520, 1140, 548), fill=_ROOF)
    for line in range(3):
        draw.rectangle((780, 590 + 50 * line, 1140, 604 + 50 * line), fill="#566070")
    draw.polygon(((580, 640), (1180, 640), (1230, 900), (530, 900)), fill="#3a4250")
    return _finished(image)


def _finished(image: "Image.Image") -> Picture:
    from PIL import Image

    out = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG")
    return reduced(out.getvalue())
