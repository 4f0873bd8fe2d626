"""An employer at work: registered, verified, 200 vacancies from Excel, five applicants, one hired;
and an agency whose licence is over."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from jobs.applications.models import Application, HiringResult
from jobs.bulk.columns import COLUMNS
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests import waiting
from tests.end_to_end.offices import OFFICER, register_organisation, verify_all
from tests.end_to_end.people import (
    day_in,
    fill,
    press,
    press_main,
    select,
    sign_in,
    sign_up,
    tick,
)
from tests.factories import (
    ApplicationFactory,
    EscUserFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

ROWS = 200
CELLS = {
    "title": "Thợ hàn kết cấu tổ {n}",
    "openings": 3,
    "description": "Hàn kết cấu thép trong xưởng, tổ {n}.",
    "place": "Phường An Dương",
    "employment_type": "Toàn thời gian",
    "pay_min": "9.000.000",
    "pay_max": "14.000.000",
    "valid_through": "{day}",
}


def _filled(template: Path) -> Path:
    """The portal's own table with rows in it, as a clerk fills it in."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    at = {column.key: headers[column.header] for column in COLUMNS if column.header in headers}
    for n in range(ROWS):
        for key, value in CELLS.items():
            text = value.format(n=n, day=day_in(40)) if isinstance(value, str) else value
            sheet.cell(row=n + 2, column=at[key], value=text)
    path = template.with_name("tin.xlsx")
    book.save(path)
    return path


def _import(page: Page, folder: Path) -> None:
    page.goto("/tuyen-dung/tin/nhap/")
    with page.expect_download() as got:
        page.locator("main a[href*='/nhap/mau/']").click()
    template = folder / "mau.xlsx"
    got.value.save_as(template)
    page.locator("main [name=file]").set_input_files(_filled(template))
    press_main(page)
    # The page comes again by itself until the worker is done.
    begin = page.locator("main form[action$='/bat-dau/']")
    begin.wait_for(timeout=90_000)
    tick(page, "become", "publish")
    begin.locator("button[type=submit]").click()
    public = Vacancy.objects.filter(status=Vacancy.Status.PUBLISHED)
    waiting.until(lambda: public.count() == ROWS, "all rows are public", seconds=120)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_from_registration_to_a_hire(open_context, tmp_path: Path, phone: bool) -> None:
    EscUserFactory(email=OFFICER, phone=None, full_name="Cán bộ Thử")
    employer = open_context(phone=phone)
    sign_up(employer, name="Phạm Văn Thuê", typed="thue@example.com", login="thue@example.com")
    register_organisation(employer, "employer", "Công ty Cơ khí Thử", "0100109106", "Tiên Lãng")
    verify_all(open_context())
    _import(employer, tmp_path)

    vacancy = Vacancy.objects.order_by("pk")[0]
    five = ApplicationFactory.create_batch(5, vacancy=vacancy)
    employer.goto(f"/tuyen-dung/tin/{vacancy.pk}/ho-so/")
    for one in five:
        employer.locator(f"main label:has([name=application][value='{one.pk}'])").click()
    select(employer, status="invited")
    employer.locator("main form[action$='/hang-loat/'] button[type=submit]").click()
    expect(employer.locator("main .tag", has_text="Mời phỏng vấn")).to_have_count(5)
    assert set(Application.objects.values_list("status", flat=True)) == {"invited"}

    employer.goto(f"/tuyen-dung/ho-so/{five[0].pk}/nhan-viec/")
    fill(employer, starts_on=day_in(7), pay="11 triệu")
    if not employer.locator("main [name=contract]").input_value():
        select(employer, contract="indefinite")
    press_main(employer)
    employer.wait_for_url(re.compile(f"/ho-so/{five[0].pk}/$"))
    result = HiringResult.objects.get()
    assert (result.application_id, result.pay) == (five[0].pk, 11_000_000)
    vacancy.refresh_from_db()
    assert vacancy.openings_left == vacancy.openings - 1
    assert employer.evaluate("document.documentElement.scrollWidth") <= (360 if phone else 1280)


def test_an_agency_whose_licence_is_over_cannot_publish(open_context) -> None:
    agency = OrganisationFactory(
        kind=Organisation.Kind.OVERSEAS_AGENCY,
        licence_number="9/LĐTBXH-GP",
        licence_valid_until="2020-01-31",
    )
    clerk = UserFactory(email="xk@example.com", phone=None)
    MembershipFactory(user=clerk, organisation=agency)
    page = open_context(phone=True)
    sign_in(page, login="xk@example.com")
    page.goto("/tuyen-dung/tin/moi/")
    fill(page, title="Công nhân nhà máy", openings="5", description="Lắp ráp linh kiện.")
    select(page, country="JP")
    fill(page, contract_approval_number="12/QLLĐNN", term_months="36", pay_min="25 triệu")
    press(page, "publish")
    # The occupation is guessed from the title, and saved as it is the second time.
    press(page, "publish")
    assert not Vacancy.objects.filter(status=Vacancy.Status.PUBLISHED).exists()
    expect(page.locator("main")).to_contain_text("giấy phép")
    # Nothing typed is lost.
    assert page.locator("main [name=title]").input_value() == "Công nhân nhà máy"
