"""What the pages of search let the browser do, and what they make it load."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db

SEARCHING = ("/", "/tim-viec/", "/hoc-nghe/", "/en/tim-viec/")
# Compressed, for all scripts of a page together.
MOST_SCRIPT_BYTES = 20_000


@pytest.mark.usefixtures("engine")
def test_only_pages_that_search_may_ask_for_the_position(client: Client) -> None:
    for url in SEARCHING:
        policy = client.get(url)["Permissions-Policy"]
        assert "geolocation=(self)" in policy, url
        assert "camera=()" in policy, url
    for url in ("/cach-hoat-dong/", "/accounts/login/"):
        assert "geolocation=()" in client.get(url)["Permissions-Policy"], url


@pytest.mark.usefixtures("engine")
def test_where_somebody_is_stays_out_of_the_logs(client: Client, caplog) -> None:
    caplog.set_level("INFO")
    answer = client.get("/tim-viec/?lat=20.851&lon=106.613&radius_km=10&sort=distance")
    assert answer.status_code == 200
    logged = caplog.text
    assert "/tim-viec/" in logged
    assert "20.851" not in logged
    assert "106.613" not in logged


@pytest.mark.usefixtures("engine")
def test_scripts_are_small(client: Client) -> None:
    for url in SEARCHING:
        page = client.get(url).content.decode()
        sources = re.findall(r'<script[^>]* src="/static/([^"]+)"', page)
        assert sources, url
        files = [Path(finders.find(source) or source) for source in sources]
        size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
        assert size <= MOST_SCRIPT_BYTES, (url, size)
