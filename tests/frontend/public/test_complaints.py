"""Reporting by the pages: by whom, about what, and what a report leads to."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from jobs.complaints.models import Complaint
from tests.factories import ComplaintFactory, OrganisationFactory, UserFactory, VacancyFactory

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/"
GIVEN = {"kind": "money", "text": "Họ đòi tiền cọc.", "about": "Công ty lạ", "contact": ""}


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    cache.clear()


def opened(client: Client, url: str) -> dict[str, str]:
    """What the form of a page carries."""
    form = client.get(url).context["form"]
    return {"opened": str(form["opened"].value())}


def test_a_stranger_reports_and_follows_the_case(client: Client) -> None:
    answer = client.post(PAGE, GIVEN | opened(client, PAGE), follow=True)
    complaint = Complaint.objects.get()
    assert answer.redirect_chain[0][0].endswith(f"/theo-doi/{complaint.secret}/")
    page = answer.content.decode()
    assert complaint.number in page
    assert "noindex" in page
    assert "Họ đòi tiền cọc" not in page


def test_sent_twice_it_is_one(client: Client) -> None:
    sent = GIVEN | opened(client, PAGE)
    places = {client.post(PAGE, sent)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Complaint.objects.count() == 1


def test_who_is_signed_in_is_the_reporter(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    client.post(PAGE, GIVEN)
    assert Complaint.objects.get().reporter == user


def test_from_a_vacancy_it_is_about_that(client: Client) -> None:
    vacancy = VacancyFactory(title="Thợ hàn 3G")
    shown = client.get(f"/viec-lam/x-{vacancy.pk}/", follow=True).content.decode()
    link = re.search(r'href="(/bao-cao/\?[^"]+)"', shown)
    assert link
    page = client.get(link[1])
    assert "Thợ hàn 3G" in page.content.decode()
    assert "about" not in page.context["form"].fields
    client.post(link[1], {"kind": "fake", "text": "Không có công ty này."})
    assert Complaint.objects.get().vacancy == vacancy


def test_from_an_organisation_it_is_about_that(client: Client) -> None:
    firm = OrganisationFactory()
    shown = client.get(f"/don-vi/x-{firm.pk}/", follow=True).content.decode()
    url = f"{PAGE}?organisation={firm.pk}"
    assert f'href="{url}"' in shown
    client.post(url, {"kind": "papers", "text": "Giữ bằng gốc."})
    assert Complaint.objects.get().organisation == firm


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²"])
def test_odd_numbers_are_not_there(client: Client, number: str) -> None:
    for name in ("vacancy", "organisation"):
        assert client.get(PAGE, {name: number}).status_code == 404


def test_what_is_not_public_tells_nothing(client: Client) -> None:
    draft = VacancyFactory(status="draft", published_at=None)
    hidden = OrganisationFactory(verification="pending", verified_at=None)
    assert client.get(PAGE, {"vacancy": draft.pk}).status_code == 404
    assert client.get(PAGE, {"organisation": hidden.pk}).status_code == 404


def test_a_closed_vacancy_can_still_be_reported(client: Client) -> None:
    closed = VacancyFactory(status="closed", close_reason="withdrawn")
    assert client.get(PAGE, {"vacancy": closed.pk}).status_code == 200


def test_what_is_missing_stands_at_its_field_and_the_rest_stays(client: Client) -> None:
    answer = client.post(PAGE, {"text": "Chuyện dài", "contact": "nhà tôi"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"kind", "about", "contact"}
    assert "Chuyện dài" in answer.content.decode()


def test_a_secret_that_nobody_has_is_not_there(client: Client) -> None:
    ComplaintFactory()
    assert client.get(f"{PAGE}theo-doi/{'x' * 24}/").status_code == 404


def test_one_address_reports_only_so_often(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    monkeypatch.setitem(rates, "complaints", "2/hour")
    answers = [client.post(PAGE, GIVEN).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, GIVEN, REMOTE_ADDR="203.0.113.9").status_code == 302
