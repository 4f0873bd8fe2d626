"""The buttons of search health start what the real worker then does."""

import pytest
from django.test import Client

from portal.search.models import IndexState
from tests import waiting
from tests.factories import EscUserFactory, VacancyFactory

PAGE = "/ban-lam-viec/tim-kiem/"


@pytest.fixture
def admin(worker, engine) -> Client:
    """The browser of an administrator beside a running worker."""
    client = Client()
    client.force_login(EscUserFactory(esc_role="administrator"))
    return client


def state() -> IndexState:
    return IndexState.objects.get(doc_type="vacancy")


def test_rebuild_and_compare(admin: Client) -> None:
    vacancies = VacancyFactory.create_batch(3)
    admin.post(f"{PAGE}dung-lai/vacancy/")
    waiting.until(lambda: state().rebuilt_at, "the index is rebuilt")
    for vacancy in vacancies[1:]:
        vacancy.delete()
    for _ in range(2):
        admin.post(f"{PAGE}dung-lai/vacancy/")
    waiting.until(lambda: state().refused, "a shrink is refused")
    admin.post(f"{PAGE}doi-chieu/")
    waiting.until(lambda: state().orphaned == 2, "comparing finds what is too many")
    page = admin.get(PAGE)
    rows = {row.state.doc_type: row for row in page.context["indexes"]}
    assert rows["vacancy"].state.drift == 2
    assert "1 documents instead of 3" in page.content.decode()
