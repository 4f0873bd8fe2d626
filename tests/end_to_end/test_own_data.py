"""A seeker's own road in a browser: apply, be told, take back, take everything along, leave."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from frontend.formats import day
from jobs.applications.correspondence import send_message
from jobs.applications.models import Application
from jobs.applications.services import mark_viewed
from portal.accounts.models import Membership, User
from portal.people.models import Person
from tests.end_to_end.people import fill, press_main, sign_in, tick
from tests.end_to_end.test_accessibility import look
from tests.factories import MembershipFactory, PersonFactory, VacancyFactory
from tests.files.making import PDF
from tests.pdf import solid, text_of

CV = {"name": "Hồ sơ của tôi.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def employer(site: str) -> Membership:
    return MembershipFactory(organisation__name="Công ty Cơ khí Bến Thử")


def apply(page: Page, vacancy_id: int) -> Application:
    page.goto(f"/viec-lam/{vacancy_id}/ung-tuyen/")
    fill(page, letter="Tôi hàn được ống inox.")
    page.locator("main [name=cv]").set_input_files([CV])
    press_main(page)
    expect(page.locator("main .timeline li.now")).to_contain_text("Đã gửi")
    return Application.objects.get(vacancy=vacancy_id)


def steps(page: Page) -> list[str]:
    """Those that were, each with its date."""
    was = page.locator("main .timeline li:not(.coming)")
    expect(was.locator("time")).to_have_count(was.count())
    return was.locator("strong").all_inner_texts()


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as coming:
        page.locator(f"main a[href$='{link}']").click()
    return Path(coming.value.path()).read_bytes()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_from_applying_to_leaving(open_context, employer: Membership, phone: bool) -> None:
    person: Person = PersonFactory(full_name="Nguyễn Thị Bến", user__full_name="Nguyễn Thị Bến")
    vacancy = VacancyFactory(employer=employer.organisation, title="Thợ hàn ống inox")
    # Past the CSP for axe alone.
    page = open_context(phone=phone, bypass_csp=True, reduced_motion="reduce")
    wrong: list[str] = []

    def see(name: str) -> None:
        size = page.viewport_size
        wrong.extend(look(page, name))
        page.set_viewport_size(size)

    sign_in(page, login=person.user.phone.as_e164)
    expect(page.locator("main [name=code]")).to_have_count(0)
    application = apply(page, vacancy.pk)
    assert application.cv_name == CV["name"]
    mark_viewed(application_id=application.pk, by=employer.user)
    send_message(application_id=application.pk, text="Hẹn bạn thứ Hai.", by=employer.user)
    page.reload()
    assert steps(page) == ["Đã gửi", "Đã xem"]
    expect(page.locator("main .timeline time").first).to_contain_text(day(timezone.localdate()))
    expect(page.locator("main")).to_contain_text("Hẹn bạn thứ Hai.")
    see("the application")

    # What was told is read again; opening it takes it off the number in the header.
    expect(page.locator("header summary .tag")).to_contain_text("1")
    page.goto("/thong-bao/")
    see("my messages")
    page.locator("main h2 a").first.click()
    expect(page.locator("main h1")).to_contain_text("Công ty Cơ khí Bến Thử")
    see("a message")
    expect(page.locator("header summary .tag")).to_have_count(0)
    page.locator("main a.btn-primary").click()
    expect(page).to_have_url(f"{page.url.split('/ung-tuyen/')[0]}/ung-tuyen/{application.pk}/")

    page.locator("main a[href$='/rut/']").click()
    page.locator("main button.btn-key").click()
    expect(page.locator("main .timeline li.failed")).to_contain_text("Đã rút")
    assert len(steps(page)) == 3

    page.goto("/du-lieu-cua-toi/")
    see("my data")
    data = json.loads(downloaded(page, "/tai-ve/"))
    assert data["applications"][0]["letter"] == "Tôi hàn được ống inox."
    text = text_of(downloaded(page, "/tai-ve/pdf/"))
    for words in ("Nguyễn Thị Bến", "Tôi hàn được ống inox.", CV["name"], "Hẹn bạn thứ Hai."):
        assert solid(words) in text, words

    page.goto("/du-lieu-cua-toi/xoa/")
    tick(page, "what", "account")
    tick(page, "sure")
    page.locator("main button.btn-key").click()
    expect(page.locator("body")).to_contain_text("Đã xoá tài khoản")
    assert not User.objects.filter(pk=person.user_id).exists()
    assert not Application.objects.filter(pk=application.pk).exists()
    page.goto("/ung-tuyen/")
    expect(page.locator("main [name=login]")).to_be_visible()
    assert wrong == []
