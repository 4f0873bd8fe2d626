"""The page before a deed says by itself what is missing: the browser does not stop the form."""

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.factories import MembershipFactory, PersonFactory, VacancyFactory

pytestmark = pytest.mark.django_db
BLANK = {"reason": "", "people": "", "what": ""}


def closing() -> tuple[User, str]:
    member = MembershipFactory()
    vacancy = VacancyFactory(employer=member.organisation)
    return member.user, f"/tuyen-dung/tin/{vacancy.pk}/dong/"


def counting() -> tuple[User, str]:
    user, address = closing()
    return user, address.replace("/dong/", "/da-tuyen/")


def deleting() -> tuple[User, str]:
    return PersonFactory().user, "/du-lieu-cua-toi/xoa/"


@pytest.mark.parametrize("made", [closing, counting, deleting])
def test_what_is_missing_is_told_on_the_page(made) -> None:
    client = Client()
    user, address = made()
    client.force_login(user)
    opened = client.get(address).content.decode()
    form = opened[opened.index("<main") :]
    assert "novalidate" in form[form.index("<form") : form.index(">", form.index("<form"))]
    told = client.post(address, BLANK).content.decode()
    assert 'class="error-summary' in told
    assert 'class="field-error' in told
