"""A small city to search in, and the search box as people use it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page

from portal.search import indexes, registry
from portal.search.engine import writer
from portal.search.rebuild import rebuild
from tests.factories import (
    AN_DUONG,
    CAT_HAI,
    TIEN_LANG,
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    VacancyFactory,
)

YARD = "Công ty Đóng tàu Sông Cấm"
WELDERS = 25
DAY_SHIFTS, NIGHT_SHIFTS = 15, 10
BEST_PAID = "Thợ hàn lương cao"


def build_city() -> None:
    """Two pages of jobs for welders, a few others, and a course; all of it searchable."""
    now = timezone.now()
    yard = OrganisationFactory(name=YARD)
    for n in range(WELDERS):
        VacancyFactory(
            employer=yard,
            title=f"Thợ hàn số {n}" if n else BEST_PAID,
            unit_id=AN_DUONG,
            shifts=["day"] if n < DAY_SHIFTS else ["night"],
            pay_min=20_000_000 if n == 0 else 9_000_000,
            pay_max=30_000_000 if n == 0 else 10_000_000,
            published_at=now - timedelta(hours=WELDERS - n),
        )
    other = OrganisationFactory(name="Công ty May Thử")
    for title, unit in (("Công nhân may", TIEN_LANG), ("Công nhân may trên đảo", CAT_HAI)):
        VacancyFactory(
            employer=other, title=title, description="May áo.", unit_id=unit,
            occupation_id="sewing-machine-operator", published_at=now - timedelta(days=3),
        )  # fmt: skip
    IntakeFactory(course=CourseFactory(title="Hàn cơ bản"))
    for document_type in registry.all_types():
        rebuild(document_type)
        writer().indices.refresh(index=indexes.alias(document_type, "read"))


def words(page: Page) -> Locator:
    return page.locator("#search-q")


def place(page: Page) -> Locator:
    return page.locator("#search-place")


def options(page: Page) -> Locator:
    """What is offered under the field that has the focus."""
    return page.locator(".suggestions:not([hidden]) [role=option]")


def asked(page: Page) -> list[str]:
    """Fills with the addresses of suggestions that the page asks for from now on."""
    urls: list[str] = []
    page.on("request", lambda r: urls.append(r.url) if "/goi-y/" in r.url else None)
    return urls


def until_focused(page: Page, step: Callable[[], None], locator: Locator, most: int = 40) -> None:
    """Goes on by the keyboard until the element has the focus."""
    for _ in range(most):
        if locator.evaluate("e => e === document.activeElement"):
            return
        step()
    raise AssertionError(f"the keyboard does not reach {locator}")
