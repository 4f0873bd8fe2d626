"""A table of vacancies, in the browser of a member."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobs.bulk import services
from jobs.bulk.models import ImportJob
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests.factories import VacancyFactory
from tests.frontend.organisation.conftest import opened
from tests.jobs.bulk.making import book, saved

pytestmark = pytest.mark.django_db
START = "/tuyen-dung/tin/nhap/"
REFRESHES = b'http-equiv="refresh"'


def hand_in(client: Client, content: bytes, **data: str) -> ImportJob:
    form = {"opened": opened(client, START), **data}
    answer = client.post(START, {**form, "file": SimpleUploadedFile("tin.xlsx", content)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportJob.objects.latest("pk")


def page_of(client: Client, job: ImportJob) -> bytes:
    answer = client.get(reverse("vacancy_import", args=[job.pk]))
    assert answer.status_code == 200
    return answer.content


def test_from_the_upload_to_drafts(member_of: Callable, employer: Organisation) -> None:
    client = member_of(employer)
    job = hand_in(client, saved(book({}, {"openings": 0})))
    assert REFRESHES in page_of(client, job)
    still = client.get(f"{reverse('vacancy_import', args=[job.pk])}?still=yes")
    assert REFRESHES not in still.content
    services.work(job_id=job.pk)
    shown = page_of(client, job)
    assert REFRESHES not in shown
    assert "Số người cần tuyển".encode() in shown
    answer = client.post(reverse("vacancy_import_begin", args=[job.pk]), {"become": "draft"})
    assert answer.status_code == 302
    services.work(job_id=job.pk)
    vacancy = Vacancy.objects.get(employer=employer)
    all_rows = client.get(f"{reverse('vacancy_import', args=[job.pk])}?show=").content.decode()
    assert reverse("vacancy_edit", args=[vacancy.pk]) in all_rows
    errors = client.get(reverse("vacancy_import_errors", args=[job.pk]))
    assert "attachment" in errors["Content-Disposition"]


def test_the_same_file_again_is_warned_of(member_of: Callable, employer: Organisation) -> None:
    client = member_of(employer)
    content = saved(book({}))
    jobs = []
    for _again in range(2):
        job = hand_in(client, content)
        services.work(job_id=job.pk)
        services.start_import(job_id=job.pk, publish=False)
        jobs.append(job)
    first, second = jobs
    assert reverse("vacancy_import", args=[first.pk]).encode() in page_of(client, second)
    assert Vacancy.objects.count() == 0


def test_what_is_no_table_is_told_at_the_field(member_of: Callable, employer: Organisation) -> None:
    client = member_of(employer)
    form = {"opened": opened(client, START)}
    for content in (b"%PDF-1.4 %%EOF", b""):
        answer = client.post(START, {**form, "file": SimpleUploadedFile("tin.xlsx", content)})
        assert answer.status_code == 200
        assert re.search(r'href="#id_file"', answer.content.decode())
    assert client.post(START, form).status_code == 200
    assert not ImportJob.objects.exists()


def test_what_to_make_of_it_must_be_said(member_of: Callable, employer: Organisation) -> None:
    client = member_of(employer)
    job = hand_in(client, saved(book({})))
    url = reverse("vacancy_import_begin", args=[job.pk])
    # What says nothing, and a file that is not checked yet.
    for become in ("nonsense", "draft"):
        told = client.post(url, {"become": become}, follow=True)
        assert told.redirect_chain == [(reverse("vacancy_import", args=[job.pk]), 302)]
        assert [m.level_tag for m in told.context["messages"]] == ["error"]
    job.refresh_from_db()
    assert job.state == "uploaded"


def test_rows_are_paged_and_cost_the_same(
    member_of: Callable, employer: Organisation, django_assert_max_num_queries
) -> None:
    client = member_of(employer)
    job = hand_in(client, saved(book(*({"title": f"Thợ hàn {n}"} for n in range(70)))))
    services.work(job_id=job.pk)
    with django_assert_max_num_queries(20):
        first = page_of(client, job).decode()
    assert "Thợ hàn 49" in first
    assert "Thợ hàn 50" not in first
    again = client.get(f"{reverse('vacancy_import', args=[job.pk])}?show=&page=2")
    assert "Thợ hàn 69" in again.content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_own_vacancies_to_take_away(member_of: Callable, employer: Organisation, kind: str) -> None:
    VacancyFactory(employer=employer)
    answer = member_of(employer).get("/tuyen-dung/tin/xuat/", {"format": kind})
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert member_of(employer).get("/tuyen-dung/tin/xuat/?format=exe").status_code == 404


def test_members_of_others_find_nothing(member_of: Callable, agency: Organisation) -> None:
    job = hand_in(member_of(agency), saved(book({})))
    stranger = member_of(VacancyFactory().employer)
    for name in ("vacancy_import", "vacancy_import_errors"):
        assert stranger.get(reverse(name, args=[job.pk])).status_code == 404
    answer = stranger.post(reverse("vacancy_import_begin", args=[job.pk]), {"become": "draft"})
    assert answer.status_code == 404
