"""What people do in the browser, as steps that journeys share."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.notices.models import DevMessage
from tests import waiting


def code_sent_to(login: str) -> str:
    """The code that the worker sent to a phone number or an e-mail address."""
    sent = DevMessage.objects.filter(to=login)
    message = waiting.until(lambda: sent.order_by("-pk").first(), f"a code reaches {login}")
    return re.search(r"\d{6}", message.text)[0]


def sign_up(page: Page, *, name: str, typed: str, login: str) -> None:
    """Registers by `typed`, which the portal writes as `login`, with the code that is sent."""
    page.goto("/accounts/signup/")
    fill(page, full_name=name, login=typed)
    press_main(page)
    fill(page, code=code_sent_to(login))
    press_main(page)
    expect(page.locator("main [name=code]")).to_have_count(0)


def sign_in(page: Page, *, login: str) -> None:
    """Signs in with a code; whoever needs a second factor is asked for it next."""
    page.goto("/accounts/login/")
    fill(page, login=login)
    press_main(page)
    fill(page, code=code_sent_to(login))
    press_main(page)


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def select(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main select[name={name}]").select_option(value)


def tick(page: Page, name: str, value: str | None = None) -> None:
    """Chooses by the label, as a finger does."""
    with_value = f"[value='{value}']" if value else ""
    box = page.locator(f"main [name={name}]{with_value}")
    page.locator(f"main label[for='{box.get_attribute('id')}']").click()
    expect(box).to_be_checked()


def confirm_place(page: Page, again: Callable[[], None]) -> None:
    """Where a name means several places, the page asks back; the first is taken."""
    choices = page.locator("main label:has([name=place_code])")
    if choices.count():
        choices.first.click()
        again()


def press(page: Page, value: str) -> None:
    """Presses the button of a form that does `value`."""
    page.locator(f"main button[name=do][value={value}]").click()


def press_main(page: Page) -> None:
    page.locator("main form button[type=submit].btn-primary").first.click()


def day_in(days: int) -> str:
    """A day so many days from now, as people write it."""
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def fill_profile(page: Page) -> None:
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
