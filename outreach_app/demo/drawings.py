"""Pictures of the demonstration library, drawn by itself: a house at night that the internet has come to."""

import io

from outreach_app.photos.looking import Picture, reduced

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
    out = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG")
    return reduced(out.getvalue())
