"""Files as people and attackers make them."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from jobs.bulk.models import ImportJob
from jobs.models import Vacancy
from tests.files.making import archive, docx
from tests.jobs.bulk.making import HEADERS, book, checked, imported, saved, uploaded, wrong

pytestmark = pytest.mark.django_db


def made(job: ImportJob) -> Vacancy:
    """The only vacancy of a file that is right."""
    assert (job.state, wrong(job)) == ("checked", {})
    imported(job)
    return Vacancy.objects.get(employer=job.organisation)


def csv_of(text: str) -> bytes:
    keys = ("title", "openings", "description", "employment_type", "pay_min", "place")
    return (";".join(HEADERS[key] for key in keys) + "\r\n" + text).encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_with_and_without_mark(mark: bytes) -> None:
    row = 'Thợ hàn CO2;2;"Hàn; hai dòng\r\nnữa";full-time;12 triệu;Xã Tiên Lãng\r\n'
    vacancy = made(checked(mark + csv_of(row), "tin.csv"))
    assert vacancy.description == "Hàn; hai dòng\nnữa"
    assert (vacancy.pay_min, vacancy.unit_id) == (12_000_000, "11755")


def test_csv_of_other_programs() -> None:
    content = csv_of("Thợ hàn CO2;2;Hàn;full-time;12tr5;Xã Tiên Lãng").replace(b";", b"\t")
    assert made(checked(b"sep=\t\r\n" + content, "x.csv")).pay_min == 12_500_000


@pytest.mark.parametrize(
    ("key", "typed", "field", "value"),
    [
        ("pay_min", "12.000.000", "pay_min", 12_000_000),
        ("pay_min", 12e6, "pay_min", 12_000_000),
        ("valid_through", "25/12/2026", "valid_through", date(2026, 12, 25)),
        ("valid_through", datetime(2026, 12, 25), "valid_through", date(2026, 12, 25)),
        ("valid_through", 46381, "valid_through", date(2026, 12, 25)),
        ("contact_phone", 912345678, "contact_phone", "+84912345678"),
        ("employment_type", "Toàn thời gian", "employment_type", "full-time"),
        ("shifts", "day; night", "shifts", ["day", "night"]),
        ("shifts", "day, night", "shifts", ["day", "night"]),
        ("experience_months", "2 năm", "experience_months", 24),
        ("experience_months", "không", "experience_months", 0),
        ("occupation", "thợ hàn", "occupation_id", "welder"),
        ("place", "xa tien lang", "unit_id", "11755"),
        ("place", 11755, "unit_id", "11755"),
        ("contact_public", "Có", "contact_public", True),
        ("address", 7.0, "address", "7"),
    ],
)
def test_what_people_type(key: str, typed: Any, field: str, value: Any) -> None:
    assert getattr(made(checked(book({key: typed}))), field) == value


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("valid_through", "31/02/2027", "no_such_day"),
        ("valid_through", "cuối năm", "invalid"),
        ("pay_min", "thoả thuận", "invalid"),
        ("pay_min", "12", "pay_unit"),
        ("openings", "nhiều", "invalid"),
        ("openings", -1, "min_value"),
        ("openings", 10**8, "max_value"),
        ("openings", None, "required"),
        ("shifts", "day; luân phiên kiểu lạ", "unknown_code"),
        ("place", "Huyện Tiên Lãng", "ambiguous"),
        ("place", "Xứ Không Có", "unknown"),
        ("occupation", "xyzzy", "unknown"),
        ("contact_public", "đôi khi", "invalid"),
        ("essential_skills", "bay lượn", "unknown"),
        ("title", "=1+1", "formula"),
    ],
)
def test_what_nobody_can_read_is_told_at_its_column(key: str, typed: Any, code: str) -> None:
    job = checked(book({key: typed}, {}))
    # The second row is right, whatever is wrong in the first.
    assert set(wrong(job)) == {2}
    assert (HEADERS[key], code) in wrong(job)[2]
    imported(job)
    assert Vacancy.objects.filter(employer=job.organisation).count() == 1


def test_what_begins_as_a_formula_and_is_none_stays_text() -> None:
    table = book({"address": "x", "requirements": "x", "benefits": "x"})
    evil = {"address": "=cmd|' /C calc'!A0", "requirements": "@SUM(A1)", "benefits": "-1+1"}
    names = [cell.value for cell in table.active[1]]
    for key, text in evil.items():
        cell = table.active.cell(2, names.index(HEADERS[key]) + 1, text)
        cell.data_type = "s"
    vacancy = made(checked(table))
    assert {key: getattr(vacancy, key) for key in evil} == evil


def test_commands_in_csv_are_text() -> None:
    row = "Thợ hàn CO2;2;=cmd|' /C calc'!A0;full-time;9 triệu;Xã Tiên Lãng"
    assert made(checked(csv_of(row), "x.csv")).description == "=cmd|' /C calc'!A0"


def test_merged_cells_count_for_the_first() -> None:
    table = book({"address": "Số 7"}, {"address": "Số 8"})
    column = [cell.value for cell in table.active[1]].index(HEADERS["address"]) + 1
    table.active.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    job = checked(table)
    assert len(job.remarks) == 1
    imported(job)
    assert sorted(Vacancy.objects.values_list("address", flat=True)) == ["", "Số 7"]


def test_what_is_hidden_is_left_out_and_told() -> None:
    table = book({}, {"title": "Thợ tiện"}, {"mật": "x"})
    table.active.row_dimensions[3].hidden = True
    table.create_sheet("Cũ").sheet_state = "hidden"
    job = checked(table)
    assert sorted(job.rows.values_list("number", flat=True)) == [2, 4]
    assert len(job.remarks) == 3
    for name in ("mật", "Cũ", "3"):
        assert any(name in remark for remark in job.remarks)


def test_a_hidden_first_sheet_is_not_the_table() -> None:
    table = book({})
    table.create_sheet("Ẩn", 0).sheet_state = "hidden"
    assert checked(table).total == 1


def test_a_hundred_thousand_rows_are_refused_with_their_number() -> None:
    table = Workbook(write_only=True)
    sheet = table.create_sheet()
    sheet.append([HEADERS[k] for k in ("title", "openings", "description", "employment_type")])
    for _n in range(100_000):
        sheet.append(["Thợ hàn"])
    job = checked(table)
    assert (job.state, job.rows.count()) == ("failed", 0)
    assert "100.000" in job.problem


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 %%EOF", "wrong_kind"),
        (b"MZ\x90\x00 a program", "wrong_kind"),
        (b"<html><script>alert(1)</script>", "wrong_kind"),
        ("Tên công việc".encode("utf-16"), "wrong_kind"),
        (docx(), "wrong_kind"),
        (archive({"xl/workbook.xml": b"<x/>"}), "wrong_kind"),
        (b"PK\x03\x04 xl/workbook.xml", "damaged"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
        (
            archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"0" * 70_000_000}),
            "unsafe",
        ),
        (
            archive(
                {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"", "xl/vbaProject.bin": b""}
            ),
            "unsafe",
        ),
    ],
)
def test_what_is_not_what_it_says(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        uploaded(content)
    assert {e.code for e in refused.value.error_dict["file"]} == {code}
    assert not ImportJob.objects.exists()


def test_what_is_broken_inside_fails_with_words() -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(saved(book({})))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-200]
    job = checked(archive(parts))
    assert (job.state, bool(job.problem)) == ("failed", True)


@pytest.mark.parametrize("header", [["Tên công việc"], ["Thợ hàn", 3], [None]])
def test_without_the_names_of_the_columns_nothing_is_read(header: list[Any]) -> None:
    job = checked(book({}, header=header))
    assert job.state == "failed"
    assert HEADERS["openings"] in job.problem


def test_a_header_alone_is_told() -> None:
    assert checked(book()).state == "failed"
    assert checked(csv_of(""), "x.csv").state == "failed"


def test_a_text_that_is_too_long_for_its_field_is_told_at_its_column() -> None:
    long = {"lawful_limit": "x" * 501, "lawful_limit_reason": "work-forbidden-to-minors"}
    job = checked(book({"benefits": "y" * 10_001, **long}))
    told = wrong(job)[2]
    assert (HEADERS["lawful_limit"], "max_length") in told
    assert (HEADERS["benefits"], "too_long") in told
