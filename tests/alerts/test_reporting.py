"""Who is told of what: each thing once, at most one message a day, nothing lost or doubled."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from elasticsearch import ConnectionError as EngineGoneError

from portal.accounts.models import Organisation, User
from portal.alerts import answers, reporting, tasks
from portal.alerts.models import Reported, SavedSearch, Subscriber
from portal.alerts.reporting import report
from portal.alerts.services import stop, update_search
from portal.notices.models import Notice, NoticePreference
from portal.notices.services import update_preference
from portal.people.services import delete_person, withdraw_consent
from portal.search import batch
from portal.search.engine import EngineAwayError
from tests.alerts.conftest import at, save, seeker
from tests.factories import CourseFactory, OrganisationFactory, UserFactory, VacancyFactory

pytestmark = pytest.mark.django_db
Publish = Callable[..., tuple[Any, ...]]


def told() -> list[dict[str, Any]]:
    return [n.context for n in Notice.objects.order_by("pk")]


def test_what_is_new_is_told_with_its_search(user: User, publish: Publish) -> None:
    save(user)
    publish(VacancyFactory(title="Thợ hàn 6G", employer__name="Đóng tàu Bến Thử"))
    report(at(9))
    [notice] = Notice.objects.all()
    assert (notice.user, notice.kind, notice.channel) == (user, "new_matches", "sms")
    assert notice.context["count"] == "1"
    assert notice.context["lines"].startswith("thợ hàn\n- Thợ hàn 6G · Đóng tàu Bến Thử")
    assert Reported.objects.get().day == at(9).date()


def test_nothing_new_is_no_message_and_is_soon_looked_for_again(
    user: User, publish: Publish
) -> None:
    save(user, "q=đầu bếp")
    publish(VacancyFactory())
    assert report(at(9)).people == 1
    assert report(at(10)).people == 0
    assert report(at(12, 1)).people == 1
    assert told() == []


def test_what_was_there_when_the_search_was_saved_is_no_news(user: User, publish: Publish) -> None:
    save(user)
    old, late = VacancyFactory(), VacancyFactory()
    old.published_at = timezone.now() - timedelta(hours=1)
    late.published_at = timezone.now() - timedelta(minutes=5)  # not yet found when they looked
    for row in (old, late):
        row.save()
    publish(old, late)
    report(at(9))
    assert Reported.objects.get().object_id == str(late.pk)


def test_run_twice_it_tells_once(user: User, publish: Publish) -> None:
    save(user)
    publish(VacancyFactory())
    for minute in (0, 1, 30):
        report(at(9, minute))
    assert len(told()) == 1


def test_the_next_message_comes_a_day_later_with_what_is_new_since(
    user: User, publish: Publish
) -> None:
    save(user)
    publish(VacancyFactory(title="Thợ hàn một"))
    report(at(9, 10, second=20))
    publish(VacancyFactory(title="Thợ hàn hai"))
    report(at(19))
    report(at(9, 9, days=1))
    assert len(told()) == 1
    report(at(9, 10, days=1))  # twenty seconds early in the minute
    assert len(told()) == 2
    assert "hai" in told()[1]["lines"]
    assert "một" not in told()[1]["lines"]


def test_one_message_gathers_all_searches_and_tells_each_thing_once(
    user: User, publish: Publish
) -> None:
    save(user, "q=thợ hàn")
    save(user, "occupation=welder")
    save(user, "kind=course&q=hàn")
    publish(VacancyFactory(title="Thợ hàn tàu"), CourseFactory(title="Hàn cơ bản tối"))
    report(at(9))
    [context] = told()
    assert context["count"] == "2"
    assert context["lines"].count("Thợ hàn tàu") == 1
    assert "Hàn cơ bản tối" in context["lines"]


def test_work_abroad_is_told_with_its_country(user: User, publish: Publish) -> None:
    save(user)
    agency = OrganisationFactory(
        kind="overseas_agency", licence_number="9/GP", licence_valid_until=at(9, days=90).date()
    )
    order = {"kind": "overseas", "country": "JP", "unit": None, "contract_approval_number": "1"}
    publish(VacancyFactory(employer=agency, **order))
    report(at(9))
    [context] = told()
    assert context["lines"].endswith("· Nhật Bản")


def test_what_is_indexed_late_is_still_told(
    user: User, publish: Publish, due_again: Callable[[User], None]
) -> None:
    save(user)
    hidden = VacancyFactory(title="Thợ hàn muộn")
    publish(VacancyFactory())
    report(at(9))
    due_again(user)
    publish(hidden)  # published before that run, found only now
    report(at(9, days=1))
    assert [c["count"] for c in told()] == ["1", "1"]
    assert "muộn" in told()[1]["lines"]


@pytest.mark.parametrize(
    ("hour", "minute", "messages"),
    [(0, 0, 0), (6, 59, 0), (7, 0, 1), (20, 59, 1), (21, 0, 0), (23, 59, 0)],
)
def test_nobody_is_told_between_nine_at_night_and_seven(
    user: User, publish: Publish, hour: int, minute: int, messages: int
) -> None:
    save(user)
    publish(VacancyFactory())
    report(at(hour, minute))
    assert len(told()) == messages


def test_only_what_the_public_sees_now_is_told(user: User, publish: Publish) -> None:
    save(user)
    closed, suspended, open_one = publish(VacancyFactory(), VacancyFactory(), VacancyFactory())
    # The engine is seconds behind.
    type(closed).objects.filter(pk=closed.pk).update(status="closed")
    Organisation.objects.filter(pk=suspended.employer_id).update(verification="suspended")
    report(at(9))
    assert [r.object_id for r in Reported.objects.all()] == [str(open_one.pk)]


def _mute(user: User) -> None:
    update_preference(user=user, values={"muted": ["new_matches"]})


@pytest.mark.parametrize(
    "end",
    [
        lambda user: withdraw_consent(person_id=user.person.pk, purpose="notices"),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: User.objects.filter(pk=user.pk).update(phone_verified=False),
        lambda user: stop(user_id=user.pk),
        lambda user: delete_person(person_id=user.person.pk),
        _mute,
    ],
    ids=["no consent", "account paused", "no proven phone", "stopped", "erased", "muted"],
)
def test_who_does_not_want_it_or_cannot_be_reached_is_told_nothing(
    user: User, publish: Publish, end: Callable[[User], Any]
) -> None:
    save(user)
    publish(VacancyFactory())
    end(user)
    report(at(9))
    assert told() == []
    assert not Reported.objects.exists()


def test_a_paused_search_finds_nothing_and_its_break_is_no_news(
    user: User, publish: Publish
) -> None:
    row = save(user)
    update_search(user=user, search_id=row.pk, values={"paused": True})
    [vacancy] = publish(VacancyFactory())
    report(at(9))
    type(vacancy).objects.update(published_at=timezone.now() - timedelta(hours=1))
    publish(vacancy)
    update_search(user=user, search_id=row.pk, values={"paused": False})
    report(at(9, days=1))
    assert told() == []


def test_an_engine_that_is_away_loses_nothing(
    user: User, publish: Publish, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(user)
    publish(VacancyFactory())

    def away(*_: object, **__: object) -> None:
        raise EngineGoneError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(type(batch.writer()), "msearch", away)
        with pytest.raises(EngineAwayError):
            report(at(9))
        tasks.report()
    assert told() == []
    report(at(9, 30))
    assert len(told()) == 1


def test_a_search_that_the_engine_refuses_holds_up_nobody(
    user: User, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(user, "q=thợ hàn")
    save(user, "q=thợ nề")
    publish(VacancyFactory())
    good = batch.query.body

    def body(params: dict, understood: Any) -> dict:
        return good(params, understood) | (
            {"query": {"nonsense": {}}} if "nề" in params["q"] else {}
        )

    monkeypatch.setattr(batch.query, "body", body)
    report(at(9))
    assert len(told()) == 1


def test_killed_between_people_the_rest_is_told_by_the_next_run(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [seeker() for _ in range(3)]
    for one in people:
        save(one)
    publish(VacancyFactory())
    tell = reporting._tell

    def killed(subscriber_id: int, *rest: Any) -> int:
        if Notice.objects.exists():
            raise SystemExit
        return tell(subscriber_id, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(reporting, "_tell", killed)
        with pytest.raises(SystemExit):
            report(at(9))
    assert len(told()) == 1
    report(at(9, 30))
    assert sorted(Notice.objects.values_list("user", flat=True)) == [p.pk for p in people]


def test_killed_within_one_person_nothing_counts_as_told(
    user: User, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = seeker()
    save(user)
    save(other)
    publish(VacancyFactory())
    notify = reporting.notify

    def fails(**given: Any) -> Notice:
        if given["user"] == user:
            raise DatabaseError("cut")
        return notify(**given)

    with monkeypatch.context() as patch:
        patch.setattr(reporting, "notify", fails)
        report(at(9))
    assert [n.user for n in Notice.objects.all()] == [other]
    assert not Reported.objects.filter(user=user).exists()
    report(at(9, 30))
    assert Notice.objects.filter(user=user).count() == 1


def test_the_same_day_has_one_message_whatever_happens(
    user: User, publish: Publish, due_again: Callable[[User], None]
) -> None:
    save(user)
    publish(VacancyFactory(title="Thợ hàn một"))
    report(at(8))
    due_again(user)
    publish(VacancyFactory(title="Thợ hàn hai"))
    report(at(15))
    assert len(told()) == 1
    report(at(15, days=1))
    assert "hai" in told()[1]["lines"]


def test_by_the_proven_way_where_the_chosen_one_is_gone(publish: Publish) -> None:
    user = seeker(email="lan@example.vn")
    save(user)
    user.emailaddress_set.create(email="lan@example.vn", verified=True, primary=True)
    save(user, "q=hàn", channel="email")
    user.emailaddress_set.update(verified=False)
    publish(VacancyFactory())
    report(at(9))
    assert Notice.objects.get().channel == "sms"


def test_a_search_wider_than_anybody_reads_is_cut(
    user: User, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_HITS", 7)
    save(user)
    publish(*VacancyFactory.create_batch(9))
    report(at(9))
    [context] = told()
    assert context["count"] == "7"
    assert context["lines"].count("\n- ") == 6
    assert "2" in context["lines"].rsplit("\n", 1)[1]


def test_same_searches_are_one_question_and_a_batch_is_few_requests(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        one = seeker()
        save(one, "q=Thợ hàn&shift=day&shift=night")
        save(one, "q=thợ   hàn&shift=night,day")
    assert SavedSearch.objects.count() == 4
    save(one, "q=thợ sơn")
    asked: list[int] = []
    real = batch.writer().msearch

    def msearch(**given: Any) -> Any:
        asked.append(len(given["searches"]) // 2)
        bodies = given["searches"][1::2]
        assert not any("aggs" in b or "highlight" in b for b in bodies)
        return real(**given)

    monkeypatch.setattr(type(batch.writer()), "msearch", staticmethod(msearch))
    run = report(at(9))
    assert (run.people, run.searches, asked) == (4, 2, [2])
    monkeypatch.setattr(batch, "SEARCHES_A_REQUEST", 1)
    report(at(13))
    assert asked == [2, 1, 1]


def test_a_search_that_many_saved_is_asked_once_in_a_run(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "BATCH", 1)
    old, people = VacancyFactory(), [seeker() for _ in range(4)]
    for one in people:
        save(one)
    # One of them has looked for long, another one has only begun.
    old.published_at = timezone.now() - timedelta(days=8)
    old.save()
    publish(old, VacancyFactory(published_at=timezone.now() - timedelta(hours=1)), VacancyFactory())
    SavedSearch.objects.filter(user=people[1]).update(since=timezone.now() - timedelta(days=9))
    SavedSearch.objects.filter(user=people[2]).update(since=timezone.now() - timedelta(hours=2))
    run = report(at(9))
    assert (run.people, run.searches) == (4, 2)  # once more, for what came before
    counts = [Notice.objects.get(user=one).context["count"] for one in people]
    assert counts == ["1", "3", "2", "1"]
    monkeypatch.setattr(answers, "MOST_KEPT", 0)
    Subscriber.objects.update(next_at=timezone.now())
    assert report(at(9, days=1)).searches == 4


def test_batches_go_on_until_everybody_was_asked_for(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "BATCH", 2)
    for _ in range(5):
        save(seeker())
    publish(VacancyFactory())
    assert report(at(9)).messages == 5


def test_people_without_news_cost_no_queries_of_their_own(
    publish: Publish, django_assert_num_queries
) -> None:
    publish(VacancyFactory())
    save(seeker(), "q=thợ sơn")
    report(at(9))  # what is kept in the process is read now

    def queries() -> int:
        Subscriber.objects.update(next_at=timezone.now())
        with django_assert_num_queries(10, exact=False) as found:
            report(at(12))
        return len(found)

    few = queries()
    for _ in range(6):
        save(seeker(), "q=thợ sơn")
    assert queries() == few


def test_what_is_kept_of_messages_is_forgotten_in_time(user: User) -> None:
    today = at(9).date()
    for days in (0, 179, 181):
        Reported.objects.create(
            user=user, type="vacancy", object_id=str(days), day=today - timedelta(days=days)
        )
    reporting.forget_old(at(9))
    assert set(Reported.objects.values_list("object_id", flat=True)) == {"0", "179"}


def test_texts_are_in_the_language_of_the_person(publish: Publish) -> None:
    user = seeker(language="en")
    save(user, "q=hàn&shift=night")
    publish(VacancyFactory(shifts=["night"]))
    report(at(9))
    [context] = told()
    assert context["lines"].startswith("hàn · Night")
    assert re.search(r"/en/viec-moi/[\w.-]+/$", context["url"])


def test_nothing_personal_is_logged(user: User, publish: Publish, capsys) -> None:
    save(user, "q=hàn bí mật")
    publish(VacancyFactory())
    tasks.report()
    written = capsys.readouterr()
    assert "bí mật" not in json.dumps([written.out, written.err], ensure_ascii=False)


def test_an_unchosen_quiet_time_of_ones_own_is_kept_too(user: User, publish: Publish) -> None:
    NoticePreference.objects.create(user=user, quiet_from="00:00", quiet_until="23:59")
    save(user)
    publish(VacancyFactory())
    report(at(9))
    notice = Notice.objects.get()
    assert notice.not_before.astimezone(at(9).tzinfo).strftime("%H:%M") == "23:59"


def test_somebody_without_a_saved_search_is_never_asked_for() -> None:
    Subscriber.objects.create(user=UserFactory(), channel="sms")
    assert report(at(9)).people == 0
