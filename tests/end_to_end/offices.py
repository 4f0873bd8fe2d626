"""What organisations and the centre do in the browser, as steps that journeys share."""

import re

from playwright.sync_api import Page, expect

from portal.accounts.models import Organisation
from portal.accounts.second_factor import code_of_now
from tests.end_to_end.people import (
    confirm_place,
    day_in,
    fill,
    press,
    press_main,
    select,
    sign_in,
    tick,
)
from tests.factories import TOTP_SECRET

OFFICER = "can.bo@example.com"


def register_organisation(page: Page, kind: str, name: str, tax_code: str, place: str) -> None:
    page.goto("/dang-ky-don-vi/")
    tick(page, "kind", kind)
    fill(page, name=name, tax_code=tax_code, place=place, phone="0225 3822 100")
    if kind == "training_centre":
        fill(page, licence_number="12/2026/GCN", licence_valid_until=day_in(700))
    press_main(page)
    confirm_place(page, lambda: press_main(page))
    expect(page.locator("main [name=tax_code]")).to_have_count(0)


def verify_all(page: Page) -> None:
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


def post_course(page: Page) -> None:
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
    fill(page, starts_on=day_in(20), ends_on=day_in(90), enrol_until=day_in(15), seats="25")
    press_main(page)
