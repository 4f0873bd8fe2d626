"""From the checked table to vacancies."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils import timezone
from openpyxl import load_workbook

from jobs.bulk import services, sheets
from jobs.bulk.columns import COLUMNS, ERRORS, columns_for
from jobs.bulk.models import ImportJob, ImportRow
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.files.storage import private_storage
from tests.factories import OrganisationFactory, VacancyFactory
from tests.jobs.bulk.making import HEADERS, book, checked, imported, saved, uploaded, wrong

pytestmark = pytest.mark.django_db


def results(job: ImportJob) -> list[str]:
    return list(ImportRow.objects.filter(job=job).values_list("result", flat=True))


def test_the_check_makes_nothing() -> None:
    job = checked(book({}, {"openings": 0}))
    assert results(job) == ["right", "wrong"]
    assert not Vacancy.objects.exists()


def test_right_rows_become_drafts_and_wrong_ones_nothing() -> None:
    job = imported(checked(book({}, {"openings": 0}, {"title": "Thợ hàn TIG"})))
    assert (job.state, results(job)) == ("done", ["draft", "wrong", "draft"])
    made = {row.number: row.vacancy.title for row in job.rows.exclude(vacancy=None)}
    assert made == {2: "Thợ hàn CO2", 4: "Thợ hàn TIG"}
    assert set(Vacancy.objects.values_list("status", flat=True)) == {"draft"}


def test_published_ones_pass_the_gate() -> None:
    table = book(
        {},
        {"title": "Thợ hàn TIG", "requirements": "Ngoại hình ưa nhìn"},
        {"title": "Thợ hàn que", "requirements": "Chỉ tuyển nam"},
        {"title": "Thợ hàn MAG", "place": None},
    )
    job = imported(checked(table), publish=True)
    assert results(job) == ["published", "review", "refused", "refused"]
    assert wrong(job) == {
        4: {(HEADERS["requirements"], "sex")},
        5: {(HEADERS["place"], "required")},
    }
    # All of a row or nothing.
    assert Vacancy.objects.count() == 2


def test_an_organisation_that_may_not_publish_makes_drafts_only() -> None:
    newcomer = OrganisationFactory(verification="pending", verified_at=None)
    table = book({})
    assert results(imported(checked(table, organisation=newcomer), publish=True)) == ["refused"]
    assert results(imported(checked(table, organisation=newcomer))) == ["draft"]


def test_working_twice_makes_one_vacancy() -> None:
    job = imported(checked(book({})))
    services.work(job_id=job.pk)
    services.start_import(job_id=job.pk, publish=True)
    services.work(job_id=job.pk)
    assert list(Vacancy.objects.values_list("status", flat=True)) == ["draft"]


def test_it_goes_on_where_it_ended() -> None:
    job = checked(book(*({"title": f"Thợ hàn {n}"} for n in range(60))))
    services.start_import(job_id=job.pk, publish=False)
    first = VacancyFactory(employer=job.organisation, status="draft", published_at=None)
    job.rows.filter(number=2).update(result="draft", vacancy=first)
    services.work(job_id=job.pk)
    assert Vacancy.objects.count() == 60
    assert job.rows.filter(result="draft").count() == 60


def test_an_edited_or_deleted_vacancy_is_not_made_again() -> None:
    job = imported(checked(book({}, {"title": "Thợ hàn TIG"})))
    kept, gone = (row.vacancy for row in job.rows.all())
    Vacancy.objects.filter(pk=kept.pk).update(title="Sửa sau")
    gone.delete()
    services.work(job_id=job.pk)
    assert list(Vacancy.objects.values_list("title", flat=True)) == ["Sửa sau"]


def test_nothing_starts_before_the_check_or_without_a_right_row() -> None:
    with pytest.raises(ValidationError) as refused:
        services.start_import(job_id=uploaded(book({})).pk, publish=False)
    assert refused.value.code == "not_checked"
    with pytest.raises(ValidationError) as refused:
        services.start_import(job_id=checked(book({"openings": 0})).pk, publish=False)
    assert refused.value.code == "nothing_right"


def test_the_same_file_is_known_again() -> None:
    content = saved(book({}))
    first = imported(checked(content))
    again = checked(content, organisation=first.organisation)
    assert services.earlier(again) == first
    assert services.earlier(first) is None
    assert services.earlier(checked(content)) is None


def test_a_form_sent_twice_is_one_upload() -> None:
    firm, key = OrganisationFactory(), uuid4()
    jobs = {uploaded(book({}), organisation=firm, form_key=key).pk for _again in range(2)}
    assert len(jobs) == 1


def test_the_file_goes_with_its_row(django_capture_on_commit_callbacks) -> None:
    job = uploaded(book({}))
    assert private_storage.exists(job.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        job.delete()
    assert not private_storage.exists(job.file.name)


def test_a_file_that_is_gone_is_told() -> None:
    job = uploaded(book({}))
    private_storage.delete(job.file.name)
    services.work(job_id=job.pk)
    assert ImportJob.objects.get(pk=job.pk).state == "failed"


def test_an_agency_has_columns_for_work_overseas() -> None:
    agency = OrganisationFactory(kind=Organisation.Kind.OVERSEAS_AGENCY)
    row = {"place": None, "country": "Nhật Bản", "term_months": "3 năm"}
    job = imported(checked(book(row), organisation=agency))
    vacancy = job.rows.get().vacancy
    assert (vacancy.kind, vacancy.country, vacancy.term_months) == ("overseas", "JP", 36)


def test_corrected_errors_can_be_uploaded_again() -> None:
    job = checked(book({}, {"openings": 0, "contact_phone": "0912345678"}))
    table = load_workbook(io.BytesIO(sheets.errors(job)))
    rows = list(table.active.values)
    assert len(rows) == 2
    assert rows[0][-1] == ERRORS
    assert HEADERS["openings"] in rows[1][-1]
    table.active.cell(2, rows[0].index(HEADERS["openings"]) + 1, 5)
    again = checked(table, organisation=job.organisation)
    assert (again.state, again.remarks, wrong(again)) == ("checked", [], {})


def test_the_template_is_read_and_its_second_sheet_has_the_codes() -> None:
    table = load_workbook(io.BytesIO(sheets.template(OrganisationFactory())))
    header = [cell.value for cell in table.worksheets[0][1]]
    assert header == [column.header for column in columns_for(overseas=False)]
    listed = {(row[0], row[1]) for row in table.worksheets[1].values}
    assert (HEADERS["employment_type"], "full-time") in listed
    with_codes = {c.header for c in COLUMNS if c.list_name}
    assert with_codes <= {name for name, _code in listed}


@pytest.mark.parametrize("as_csv", [True, False])
def test_what_is_exported_can_be_read_again(as_csv: bool) -> None:
    evil = "=cmd|' /C calc'!A0"
    first = imported(
        checked(
            book(
                {
                    "address": "'x",
                    "shifts": "day;night",
                    "valid_through": "25/12/2026",
                    "contact_phone": "0912345678",
                    "essential_skills": "hàn hồ quang",
                    "requirements": "Hai dòng\nnữa",
                }
            )
        )
    )
    Vacancy.objects.update(benefits=evil)
    content = sheets.export(first.organisation, as_csv=as_csv)
    if not as_csv:
        cells = [c for row in load_workbook(io.BytesIO(content)).active.iter_rows() for c in row]
        assert not [c for c in cells if c.data_type == "f"]
    again = checked(content, "tin.csv" if as_csv else "tin.xlsx")
    assert (again.remarks, wrong(again)) == ([], {})
    imported(again)
    one, other = Vacancy.objects.order_by("pk")
    assert other.benefits == evil
    for column in COLUMNS:
        if column.kind not in ("place", "skills"):
            assert getattr(one, column.key) == getattr(other, column.key), column.key
    assert one.unit == other.unit
    assert list(one.skills.all()) == list(other.skills.all())


def test_the_queries_of_an_export_do_not_grow(django_assert_num_queries) -> None:
    firm = OrganisationFactory()
    VacancyFactory.create_batch(5, employer=firm)
    sheets.export(firm, as_csv=True)
    with django_assert_num_queries(2):
        sheets.export(firm, as_csv=True)


def test_nothing_of_others_is_exported() -> None:
    VacancyFactory(title="Của người khác")
    firm = OrganisationFactory()
    assert "Của người khác" not in sheets.export(firm, as_csv=True).decode()


def test_old_imports_go_with_their_file_and_cells() -> None:
    old, young = imported(checked(book({}))), checked(book({}))
    ImportJob.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=91))
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert services.forget_old() == 1
    assert services.forget_old() == 0
    assert ImportJob.objects.get() == young
    assert not private_storage.exists(old.file.name)
    assert private_storage.exists(young.file.name)
    assert set(ImportRow.objects.values_list("job", flat=True)) == {young.pk}
    # What was made of it is the employer's.
    assert Vacancy.objects.count() == 1
