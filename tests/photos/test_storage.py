"""Photos lie in a folder or in a bucket, and both do the same."""

from pathlib import Path

import pytest

from fixtures.databases import SECRET
from outreach_app import doctor, settings
from outreach_app.app import create_app
from outreach_app.photos.storage import Bucket, Folder, Storage, storage_of
from outreach_app.problems import Refusal
from outreach_app.settings import Settings


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return Folder(tmp_path / "photos") if request.param == "folder" else Bucket(request.getfixturevalue("bucket_url"))


def test_what_is_put_is_there_until_it_is_dropped(place: Storage):
    assert place.get("lib/ab/abc") is None
    place.put("lib/ab/abc", b"bytes")
    place.put("lib/ab/abc", b"bytes")

    assert place.get("lib/ab/abc") == b"bytes"
    assert list(place.names()) == ["lib/ab/abc"]

    place.drop("lib/ab/abc")
    place.drop("lib/ab/abc")
    assert place.get("lib/ab/abc") is None
    assert list(place.names()) == []


@pytest.mark.parametrize("name", ["../outside", "a/../../b", "/etc/passwd", "a//b", "a b"])
def test_nothing_outside_is_read_or_written(place: Storage, name: str):
    for act in (lambda: place.get(name), lambda: place.put(name, b""), lambda: place.drop(name)):
        with pytest.raises(ValueError, match="no name of a photo"):
            act()


def test_a_bucket_that_does_not_answer_is_told():
    with pytest.raises(Refusal) as told:
        Bucket("s3+http://key:secret@127.0.0.1:9/outreach").put("a/b", b"x")

    assert told.value.code == "photos.away"


def test_the_settings_name_a_folder_or_a_bucket(tmp_path: Path, bucket_url: str):
    told = {"OUTREACH_DATA": str(tmp_path), "OUTREACH_SECRET_KEY": "x" * 40}
    assert isinstance(storage_of(settings.from_environment(told)), Folder)
    assert isinstance(storage_of(settings.from_environment({**told, "OUTREACH_PHOTOS": bucket_url})), Bucket)
    for odd in ("s3://bucket", "ftp://key:secret@host/bucket", "s3://key:secret@host/"):
        with pytest.raises(Refusal) as refused:
            settings.from_environment({**told, "OUTREACH_PHOTOS": odd})
        assert "OUTREACH_PHOTOS" in refused.value.fields


def test_the_doctor_tries_the_bucket(tmp_path: Path, bucket_url: str):
    told = Settings(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite3'}", SECRET, photo_bucket=bucket_url)
    with create_app(told).app_context():
        well = next(one for one in doctor.examine(told) if one.name == "photo storage")
        wrong = doctor._photos(
            Settings(tmp_path, told.database_url, SECRET, photo_bucket=bucket_url.replace("/outreach/", "/no-such/"))
        )

    assert (well.right, wrong.right) == (True, False)
    assert "outreach" in well.says
    assert "OUTREACH_PHOTOS" in wrong.mend
    assert "secret" not in well.says + wrong.says
