"""Every page in a real browser: axe finds nothing serious, it fits 360 px, fingers hit it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from portal.search import indexes, registry
from portal.search.engine import writer
from portal.search.rebuild import rebuild
from tests.end_to_end.conftest import DESKTOP, PHONE
from tests.frontend import world as worlds
from tests.frontend.addresses import ADDRESSES, Address
from tests.frontend.world import World

AXE = Path(settings.BASE_DIR) / "frontend/assets/node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}
# Whose page shows most comes first; who is signed in does not see how one signs in.
WHO = ("seeker", "employer", "centre", "administrator", "counsellor", "stranger")
STRANGERS = ("accounts/login/", "accounts/signup/", "accounts/inactive/")
# Forms that are sent empty as well, to see their errors.
FORMS = {
    "accounts/login/",
    "accounts/signup/",
    "ho-so/<slug:step>/",
    "dang-ky-don-vi/",
    "tuyen-dung/tin/moi/",
    "tuyen-dung/tin/tung-buoc/",
    "tuyen-dung/tin/<int:pk>/buoc/<slug:step>/",
    "don-vi-cua-toi/<int:pk>/nhu-cau/",
    "ban-lam-viec/tin/<int:pk>/tu-choi/",
    "ban-lam-viec/phan-anh/<int:pk>/",
    "bao-cao/",
    "tuyen-dung/tin/<int:pk>/chi-phi/",
    "tuyen-dung/tin/nhap/",
    "tuyen-dung/ho-so/<int:pk>/tu-choi/",
    "tuyen-dung/ho-so/<int:pk>/nhan-viec/",
    "tuyen-dung/ho-so/<int:pk>/tin-nhan/",
    "tuyen-dung/mau-tin/moi/",
    "dao-tao/khoa-hoc/moi/",
    "ban-lam-viec/don-vi/<int:pk>/tu-choi/",
    "ban-lam-viec/tai-khoan/them/",
    "ban-lam-viec/tu-khac/them/",
}
# One with something to fill in: not a button that is a form of its own.
A_FORM = "main form[method=post]:has(input:not([type=hidden]), select, textarea)"
OTHERS = ["/khong-co-trang-nay/", "/tim-viec/?q=han", "/tim-viec/?q=zzzz", "/hoc-nghe/?q=han"]

RUN_AXE = """async (rules) => {
  const only = rules ? {runOnly: {type: 'rule', values: rules}} : {};
  const found = await axe.run(document, {resultTypes: ['violations'], ...only});
  return found.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html.slice(0, 160))]);
}"""
# Links within a sentence may be as high as its line (WCAG 2.5.8).
SMALL_TARGETS = """() => {
  const wrong = [];
  const within = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const element of document.querySelectorAll(within)) {
    const target = element.closest('label.choice, .field-checkbox label') || element;
    const box = target.getBoundingClientRect();
    const style = getComputedStyle(element);
    const hidden = !element.checkVisibility({visibilityProperty: true}) || box.right <= 0
      || box.bottom + scrollY <= 0 || element.closest('.visually-hidden, .skip-link');
    if (hidden || style.display === 'inline' && element.tagName === 'A') continue;
    const least = element.matches('.btn') ? 44 : 24;
    if (box.width < 24 || box.height < least - 0.5)
      wrong.push(`${box.width} x ${box.height}: ${target.outerHTML.slice(0, 120)}`);
  }
  return wrong;
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const tables = [...document.querySelectorAll('.table-wrap')]
    .filter(e => width < 400 && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 120));
  if (document.documentElement.scrollWidth <= width) return tables;
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map(e => e.outerHTML.slice(0, 120));
}"""

# Room is never made by parting words that people can read; links are as long as they are.
PARTED_WORDS = r"""() => {
  const wrong = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const holder = text.parentElement;
    if (!holder.checkVisibility()) continue;
    if (holder.closest('.visually-hidden, script, pre, code')) continue;
    for (const word of text.data.matchAll(/[\p{L}\p{M}\d]{2,20}/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
      if (tops.size > 1) wrong.push(`${word[0]} in ${holder.outerHTML.slice(0, 120)}`);
    }
  }
  return wrong.slice(0, 5);
}"""


@pytest.fixture
def world(site: str) -> World:
    """The world of the who-may tests, to be found by search."""
    made = worlds.build()
    for document_type in registry.listed_types():
        rebuild(document_type)
        writer().indices.refresh(index=indexes.alias(document_type, "read"))
    return made


def test_every_form_is_an_address() -> None:
    assert {address.route for address in ADDRESSES if address.may.get("post")} | set(
        STRANGERS
    ) >= FORMS


def visits(world: World) -> dict[str, list[tuple[str, Address | None]]]:
    """Who goes to which paths; each page is seen by one of those who may."""
    plan: dict[str, list[tuple[str, Address | None]]] = {who: [] for who in WHO}
    for address in ADDRESSES:
        if not address.is_page:
            continue
        values = {name: world.value(row) for name, row in address.values.items()}
        path = address.path(values)
        if address.route in STRANGERS:
            plan["stranger"].append((path, address))
        else:
            plan[next(w for w in WHO if w in address.may["get"])].append((path, address))
    plan["stranger"] += [(path, None) for path in ["/", *OTHERS]]
    plan["seeker"] += [(path, None) for path in OTHERS]
    return plan


def look(page: Page, name: str) -> Iterator[str]:
    """What is wrong with the page that is open, at phone and desktop width, light and dark."""
    page.add_script_tag(path=AXE)
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        width = viewport["width"]
        for html in page.evaluate(TOO_WIDE):
            yield f"{name} at {width}: too wide: {html}"
        for word in page.evaluate(PARTED_WORDS):
            yield f"{name} at {width}: word parted: {word}"
        if viewport is PHONE:
            for html in page.evaluate(SMALL_TARGETS):
                yield f"{name}: too small: {html}"
        for scheme, rules in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=scheme)
            for impact, rule, nodes in page.evaluate(RUN_AXE, rules):
                if impact in GRAVE:
                    yield f"{name} at {width}, {scheme}: {rule}: {nodes}"
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)


def cookies_of(world: World, who: str, site: str) -> list[Any]:
    user = world.people[who]
    if user is None:
        return []
    client = Client()
    client.force_login(user)
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]


def test_every_page_is_accessible_and_fits_a_phone(
    browser: Browser, site: str, world: World
) -> None:
    wrong: list[str] = []
    for who, pages in visits(world).items():
        # Past the CSP for axe alone: the pages themselves are visited with it in test_journey.
        context = browser.new_context(
            base_url=site,
            viewport=PHONE,
            locale="vi-VN",
            bypass_csp=True,
            reduced_motion="reduce",  # a colour on its way to another has no contrast yet
        )
        context.add_cookies(cookies_of(world, who, site))
        page = context.new_page()
        page.set_default_timeout(30_000)
        for path, address in pages:
            answer = page.goto(path)
            assert answer
            status = answer.status
            assert status < 400 or path in OTHERS, f"{status} at {path} as {who}"
            wrong += look(page, f"{path} as {who}")
            if address and address.route in FORMS:
                page.locator(f"{A_FORM} button[type=submit]").last.click()
                page.wait_for_load_state()
                wrong += look(page, f"{path} sent empty as {who}")
        context.close()
    assert not wrong, "\n".join(wrong)
