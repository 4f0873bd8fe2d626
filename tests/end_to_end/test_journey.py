"""The main road: a centre posts a course, an employer a vacancy, a trainee is shown both."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.accounts.models import Organisation, User
from portal.accounts.second_factor import code_of_now
from tests import waiting
from tests.end_to_end.people import (
    confirm_place,
    fill,
    press,
    press_main,
    select,
    sign_in,
    sign_up,
    tick,
)
from tests.factories import TOTP_SECRET, EscUserFactory

OFFICER = "can.bo@example.com"


def _day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def _register(page: Page, kind: str, name: str, tax_code: str, place: str) -> None:
    page.goto("/dang-ky-don-vi/")
    tick(page, "kind", kind)
    fill(page, name=name, tax_code=tax_code, place=place, phone="0225 3822 100")
    if kind == "training_centre":
        fill(page, licence_number="12/2026/GCN", licence_valid_until=_day(700))
    press_main(page)
    confirm_place(page, lambda: press_main(page))
    expect(page.locator("main [name=tax_code]")).to_have_count(0)


def _verify_all(page: Page) -> None:
    """The officer signs in with both factors and verifies who waits."""
    sign_in(page, login=OFFICER)
    expect(page).to_have_url(re.compile("2fa"))
    fill(page, code=code_of_now(TOTP_SECRET))
    press_main(page)
    expect(page.locator("main [name=code]")).to_have_count(0)
    for _ in range(Organisation.objects.count()):
        page.goto("/ban-lam-viec/don-vi/")
        page.locator("main a[href^='/ban-lam-viec/don-vi/']:not([href*='?'])").first.click()
        page.locator("main form[action$='/duyet/'] button").click()
        page.wait_for_load_state()
    assert not Organisation.objects.exclude(verification="verified").exists()


def _post_course(page: Page) -> None:
    page.goto("/dao-tao/khoa-hoc/moi/")
    fill(page, title="Hàn TIG cơ bản", description="Hàn TIG thép và inox từ đầu.")
    press(page, "propose")
    tick(page, "occupations", "welder")
    press(page, "propose")
    tick(page, "skills", "tig-welding")
    select(page, level="elementary")
    fill(page, months="2,5", place="Tiên Lãng", hours_practice="200")
    tick(page, "subsidised")
    press(page, "publish")
    confirm_place(page, lambda: press(page, "publish"))
    page.goto(page.url.split("?")[0].split("#")[0] + "lop/moi/")
    fill(page, starts_on=_day(20), ends_on=_day(90), enrol_until=_day(15), seats="25")
    press_main(page)


def _post_vacancy(page: Page) -> None:
    page.goto("/tuyen-dung/tin/moi/")
    fill(page, title="Thợ hàn TIG", openings="5", description="Hàn ống inox trong xưởng.")
    press(page, "propose")
    tick(page, "occupation", "welder")
    tick(page, "essential_skills", "tig-welding")
    fill(page, place="Tiên Lãng", pay_min="9 triệu", pay_max="14tr", valid_through=_day(40))
    press(page, "publish")
    confirm_place(page, lambda: press(page, "publish"))


def _profile(page: Page) -> None:
    """Six steps on a borrowed phone."""
    fill(page, place="Tiên Lãng", birth_date="17/05/1974")
    tick(page, "rural")
    press_main(page)
    confirm_place(page, lambda: press_main(page))
    press(page, "nothing")
    press_main(page)
    fill(page, title="tho han", pay_min="8 triệu")
    press_main(page)
    if page.locator("main [name=occupations]").count():
        tick(page, "occupations", "welder")
        press_main(page)
    fill(page, max_distance_km="20")
    press_main(page)
    tick(page, "matching")
    press_main(page)


def test_from_course_and_vacancy_to_a_recommendation(open_context) -> None:
    EscUserFactory(email=OFFICER, phone=None, full_name="Cán bộ Thử")
    centre, employer, trainee = (
        open_context(),
        open_context(),
        open_context(phone=True, script=False),
    )

    sign_up(centre, name="Lê Thị Dạy", typed="day@example.com", login="day@example.com")
    _register(centre, "training_centre", "Trung tâm Dạy nghề Thử", "0101243150", "Tiên Lãng")
    sign_up(employer, name="Phạm Văn Thuê", typed="thue@example.com", login="thue@example.com")
    _register(employer, "employer", "Công ty Cơ khí Thử", "0100109106", "Tiên Lãng")
    _verify_all(open_context())
    _post_course(centre)
    _post_vacancy(employer)

    sign_up(trainee, name="Nguyễn Thị Học", typed="0912 345 678", login="+84912345678")
    expect(trainee).to_have_url(re.compile("/ho-so/"))
    trainee.goto("/ho-so/person/")
    _profile(trainee)
    assert User.objects.get(phone="+84912345678").person.steps_done

    def shown() -> bool:
        trainee.goto("/danh-cho-ban/")
        text = trainee.locator("main").inner_text()
        return "Thợ hàn TIG" in text and "Hàn TIG cơ bản" in text

    waiting.until(shown, "vacancy and course are recommended")
    assert trainee.evaluate("document.documentElement.scrollWidth") <= 360
