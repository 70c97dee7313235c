"""Photos on the phone in a real browser: taken with no network, made small and bare, sent after the facts, seen at the desk."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from fixtures.field import Served, badge, sign_in
from fixtures.library import PASSWORD
from fixtures.photos import with_exif
from fixtures.pictures import KeepPicture
from outreach_app.db import reading
from outreach_app.photos.looking import is_bare
from outreach_app.photos.models import Photo
from outreach_app.photos.storage import Folder, name_of

MOST = 300_000


def _photo_of_a_camera() -> bytes:
    """3,000 by 2,000 points that hardly become smaller, lying on its side, with the place where it was taken."""
    with Image.open(io.BytesIO(with_exif())) as told:
        exif = told.getexif()
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    noise.paste((200, 40, 30), (0, 0, 3000, 300))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_photo_of_a_damaged_part_goes_from_an_offline_phone_to_the_desk(
    served: Served, page: Page, tmp_path: Path, accessibility_faults, keep_picture: KeepPicture
) -> None:
    library = served.library
    library.kit("K3", tags={"camera": "C-31"}, camera=1, cable=4)
    served.server.start()
    page.set_viewport_size({"width": 360, "height": 740})
    # A button that fades back is looked at as it is when it has come to rest.
    page.emulate_media(reduced_motion="reduce")
    page.goto(served.address())
    sign_in(page, library.email("ann"))
    page.context.set_offline(True)
    page.get_by_role("link", name=re.compile("^K3")).click()
    page.get_by_role("link", name="Bring back").click()
    page.get_by_role("group", name="Camera").get_by_role("radio", name="Damaged").check()
    page.get_by_text("Add a photo").click()
    choose = page.get_by_label("Choose a photo")

    # What is no picture, and what is too large to be made smaller, is told where it was chosen.
    choose.set_input_files({"name": "plan.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.7 no picture"})
    expect(page.get_by_role("alert")).to_contain_text("That is no picture that this phone can read.")
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    choose.set_input_files(large)
    expect(page.get_by_role("alert")).to_contain_text("too large for this phone to make smaller")

    page.get_by_label("Take a photo").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": _photo_of_a_camera()}
    )
    expect(page.get_by_role("img", name="Photo of Camera")).to_be_visible()
    expect(page.get_by_label("What does it show?")).to_have_value("camera")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("img", name="Photo of Camera").scroll_into_view_if_needed()
    assert accessibility_faults(page) == []
    keep_picture(page, "photo-form")
    page.get_by_role("textbox", name="What happened?").last.fill("It fell")
    page.get_by_role("button", name="Record the return").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(page.get_by_text("photo waits on this phone")).to_be_visible()

    # The facts go, the photo does not yet.
    page.context.route("**/api/v1/photos/**", lambda route: route.abort())
    page.context.set_offline(False)
    badge(page).click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="1 photo to send")).to_be_visible()
    expect(page.get_by_text("1 photo of it waits on this phone.")).to_be_visible()
    expect(badge(page)).to_contain_text("1 photo waiting")
    # The button fades back from what it was while it was busy.
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => undefined)")
    assert accessibility_faults(page) == []
    keep_picture(page, "photo-waiting")
    desk = page.context.browser.new_page(viewport={"width": 1280, "height": 800})
    desk.goto(f"{served.server.url}/sign-in?next=/kits/K3")
    desk.get_by_label("Email address").fill(library.email("cora"))
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_text("Photo of Camera: still on the phone A phone.")).to_be_visible()

    page.context.unroute("**/api/v1/photos/**")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    expect(badge(page)).to_have_text("all kept")

    desk.reload()
    picture = desk.get_by_role("img", name="Photo of Camera")
    expect(picture).to_be_visible()
    assert desk.evaluate(
        """async () => {
          const it = document.querySelector("img.photo")
          await it.decode()
          return it.naturalHeight > it.naturalWidth
        }"""
    )
    assert accessibility_faults(desk) == []
    desk.get_by_role("link", name=re.compile("is damaged")).first.click()
    expect(desk.get_by_role("img", name="Photo of Camera")).to_be_visible()
    assert accessibility_faults(desk) == []
    keep_picture(desk, "photo-discrepancy")
    desk.close()

    with reading(library.id) as session:
        (held,) = session.scalars(select(Photo))
    raw = Folder(served.server.data / "photos").get(name_of(library.id, held.content))
    assert raw is not None
    # As the phone made it, so nothing but the picture was in it, upright and small.
    assert held.content == held.sha256
    assert is_bare(raw)
    assert len(raw) <= MOST
    assert held.height > held.width
