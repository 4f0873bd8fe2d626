"""Real commits: several workers at one file, and an editor at what it makes."""

from jobs.bulk import services
from jobs.bulk.models import ImportJob
from jobs.bulk.tasks import go_on
from jobs.models import Vacancy
from jobs.services import update_vacancy
from tests.jobs.applications.test_at_once import together
from tests.jobs.bulk.making import book, checked, uploaded
from tests.waiting import until

MANY = 120


def many() -> list[dict[str, str]]:
    return [{"title": f"Thợ hàn {n}"} for n in range(MANY)]


def test_workers_side_by_side_make_each_row_once(committed_db: None) -> None:
    job = uploaded(book(*many()))
    together(lambda _n: go_on(job.pk), 3)
    services.start_import(job_id=job.pk, publish=False)
    together(lambda _n: go_on(job.pk), 3)
    assert ImportJob.objects.get(pk=job.pk).state == "done"
    assert Vacancy.objects.values("title").distinct().count() == Vacancy.objects.count() == MANY


def test_an_edit_during_the_import_stays(committed_db: None) -> None:
    job = checked(book(*many()))
    services.start_import(job_id=job.pk, publish=False)

    def edit() -> None:
        until(lambda: Vacancy.objects.exists(), "the first batch is there")
        first = Vacancy.objects.order_by("pk").first()
        assert first is not None
        update_vacancy(vacancy_id=first.pk, values={"title": "Sửa trong lúc nhập"})

    together(lambda n: edit() if n == 0 else go_on(job.pk), 3)
    go_on(job.pk)
    assert Vacancy.objects.count() == MANY
    assert Vacancy.objects.order_by("pk").first().title == "Sửa trong lúc nhập"


def test_one_made_before_is_beside_what_is_imported(committed_db: None) -> None:
    """The same vacancy, written by hand between check and import: the import makes another."""
    job = checked(book({}))
    by_hand = checked(book({}), organisation=job.organisation)
    for each in (by_hand, job):
        services.start_import(job_id=each.pk, publish=False)
    together(lambda n: go_on((by_hand, job)[n].pk), 2)
    assert Vacancy.objects.count() == 2
