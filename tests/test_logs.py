"""What the servers write down when somebody opens an address that is a secret."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from structlog.stdlib import ProcessorFormatter

from tests.frontend.addresses import ADDRESSES

SECRET = "bi-mat-2f.Kx9"
# What a route calls a part that is enough to get in; an id that can be looked up by those who may
# (`<uuid:…>`) is none.
SECRET_NAMES = ("token", "secret", "key", "uidb36")


def secret_routes() -> list[str]:
    """Every route that whoever knows the address may use."""
    with_secret = [
        address.path(dict.fromkeys(address.values, SECRET))
        for address in ADDRESSES
        if set(address.values) & set(SECRET_NAMES) and "<uuid:" not in address.route
        if not address.is_api
    ]
    return [*with_secret, f"/accounts/password/reset/key/{SECRET}/"]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that goes to the log, as it is written in production."""
    options = dict(settings.LOGGING["formatters"]["json"])
    options.pop("()")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ProcessorFormatter(**options))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_secrets_in_addresses_stay_out_of_the_logs(
    client: Client, written: io.StringIO, prefix: str
) -> None:
    paths = [prefix + path for path in secret_routes()]
    assert len(paths) > 4
    for path in paths:
        assert client.get(path).status_code == 404
    log = written.getvalue()
    assert "request_started" in log
    assert "Not Found" in log
    assert SECRET not in log
    for path in paths:
        assert path.replace(SECRET, "***") in log
