"""Private files have no address, a name that tells nothing, and go with what names them."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from portal.files.serving import serve
from portal.files.storage import RandomName, private_storage, remove_orphans
from portal.files.tasks import remove_orphans as remove_orphans_task
from tests.files.making import PDF


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


def _kept(name: str = "proofs/ab/abcdef") -> str:
    return private_storage.save(name, ContentFile(PDF))


def test_nobody_but_the_server_reads_them_and_they_have_no_address():
    path = Path(private_storage.path(_kept()))
    assert path.is_relative_to(settings.PRIVATE_ROOT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(ValueError, match="no address"):
        private_storage.url("proofs/ab/abcdef")


def test_names_on_the_disk_tell_nothing():
    names = {RandomName("proofs")(None, "Nguyễn Văn A.pdf") for _ in range(2)}
    assert len(names) == 2
    assert all(name.startswith("proofs/") and "Nguy" not in name for name in names)


def test_a_browser_only_saves_it():
    response = serve(private_storage.open(_kept()), "Sổ hộ nghèo.pdf")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content) == PDF


@pytest.mark.django_db
def test_what_no_row_names_is_removed_after_a_day():
    young, old = _kept("proofs/ab/young"), _kept("proofs/ab/old")
    before = time.time() - 2 * 24 * 3600
    os.utime(private_storage.path(old), (before, before))
    assert remove_orphans() == 1
    remove_orphans_task()
    assert private_storage.exists(young)
    assert not private_storage.exists(old)
