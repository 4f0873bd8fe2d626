"""What is kept of a search, what is refused, and one row for the same search."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from portal.accounts.models import User
from portal.alerts import params
from portal.alerts.models import Reported, SavedSearch, Subscriber
from portal.alerts.services import (
    MOST_SEARCHES,
    delete_search,
    save_search,
    set_channel,
    stop,
    undo_stop,
    update_search,
)
from portal.notices.models import Notice
from portal.notices.services import notify
from portal.people.services import delete_person, has_consented
from portal.search.params import SearchParams
from portal.search.results import labels_of
from tests.alerts.conftest import save, seeker
from tests.factories import AN_DUONG, TIEN_LANG, UserFactory

pytestmark = pytest.mark.django_db


def refused(user: User, query: str) -> dict[str, str]:
    """Parameter → code of what is wrong with it."""
    with pytest.raises(ValidationError) as caught:
        save_search(user=user, search=QueryDict(query))
    assert not SavedSearch.objects.exists()
    return {name: errors[0].code for name, errors in caught.value.error_dict.items()}


def test_it_is_kept_as_the_strict_reading_gives_it(user: User) -> None:
    row = save(
        user,
        f"q= Thợ  hàn &place={TIEN_LANG},{AN_DUONG}&occupation=7212&shift=night&shift=day&pay_min="
        "&radius_km=5&posted_after=24/11/2026&sort=pay&page=3&page_size=50&lat=20.84567&lon=106.6",
    )
    row.refresh_from_db()
    assert row.params == {
        "q": "Thợ hàn",
        "place": [AN_DUONG, TIEN_LANG],
        "occupation": ["isco:7212"],
        "shift": ["day", "night"],
        "radius_km": 5.0,
        "posted_after": "2026-11-24",
        "lat": 20.846,
        "lon": 106.6,
    }
    [asked] = params.for_search([row.params])
    read_again = SearchParams.read(QueryDict(row.query + "&sort=newest"))
    assert {k: sorted(v) if isinstance(v, list) else v for k, v in read_again.items()} == asked


@pytest.mark.parametrize("same", ["q=THỢ HÀN&shift=night,day", "shift=night&q=thợ hàn&shift=day"])
def test_the_same_search_is_one_row(user: User, same: str) -> None:
    first = save(user, "q=thợ hàn&shift=day&shift=night")
    row, made = save_search(user=user, search=QueryDict(same))
    assert (row.pk, made) == (first.pk, False)


def test_saved_again_it_looks_again(user: User) -> None:
    row = save(user)
    update_search(user=user, search_id=row.pk, values={"paused": True})
    assert save(user).paused_at is None


def test_two_people_have_a_row_each(user: User) -> None:
    assert save(user).pk != save(seeker()).pk


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("q=" + "x " * 5000, {"search.q": "too_many_words"}),
        ("q=" + "x" * 501, {"search.q": "max_length"}),
        ("q=a\0b", {"search.q": "null_characters_not_allowed"}),
        ("", {"search.q": "empty"}),
        ("q=%20&kind=vacancy&sort=newest", {"search.q": "empty"}),
        ("shift=" + ",".join(f"s{n}" for n in range(5000)), {"search.shift": "too_many"}),
        ("&".join(f"skill=s{n}" for n in range(900)), {"search.skill": "too_many"}),
        ("&".join(f"n{n}=1" for n in range(900)), {"search.non_field_errors": "too_many_filters"}),
        ("shift=noon", {"search.shift": "unknown_code"}),
        ("place=here&colour=red", {"search.place": "unknown_code",
                                   "search.colour": "unknown_parameter"}),
        ("q=a&lat=nan&lon=1", {"search.lat": "invalid"}),
        ("q=a&radius_km=5", {"search.radius_km": "invalid"}),
    ],
)  # fmt: skip
def test_hostile_and_wrong_ones_are_refused_with_a_reason_at_the_parameter(
    user: User, query: str, wrong: dict[str, str]
) -> None:
    assert refused(user, query) == wrong


def test_all_filters_at_once_are_refused(user: User) -> None:
    every = {
        "q": "thợ",
        "place": AN_DUONG,
        "lat": "20.8",
        "lon": "106.6",
        "radius_km": "5",
        "occupation": "welder",
        "skill": "tig-welding",
        "pay_min": "8000000",
        "posted_after": "2026-11-01",
    }
    every |= {n: next(iter(labels_of(n))) for n in ("industry", "level", "shift", "welfare")}
    query = QueryDict(mutable=True)
    query.update(every)
    assert refused(user, query.urlencode()) == {"search.non_field_errors": "too_many_filters"}


def test_beyond_the_limit_one_must_be_deleted_first(user: User) -> None:
    rows = [save(user, f"q=thợ {n}") for n in range(MOST_SEARCHES)]
    with pytest.raises(ValidationError, match=str(MOST_SEARCHES)) as caught:
        save(user, "q=thợ nề")
    assert caught.value.code == "too_many_searches"
    assert save(user, "q=thợ 3") in rows
    delete_search(user=user, search_id=rows[0].pk)
    save(user, "q=thợ nề")


@pytest.mark.parametrize("channel", ["email", "pigeon", ""])
def test_only_by_a_way_that_is_proven_theirs(channel: str) -> None:
    user = seeker(email="lan@example.vn")
    user.emailaddress_set.create(email="lan@example.vn", verified=False)
    with pytest.raises(ValidationError) as caught:
        save(user, channel=channel)
    assert list(caught.value.error_dict) == ["channel"]
    assert not SavedSearch.objects.exists()


def test_the_way_is_that_of_all_searches() -> None:
    user = seeker(email="lan@example.vn")
    user.emailaddress_set.create(email="lan@example.vn", verified=True)
    save(user)
    assert Subscriber.objects.get().channel == "sms"
    save(user, "q=may", channel="email")
    assert Subscriber.objects.get().channel == "email"
    set_channel(user=user, channel="sms")
    assert Subscriber.objects.get().channel == "sms"


def test_consent_is_given_only_by_the_act_that_says_so() -> None:
    user = UserFactory()
    save(user)
    assert not hasattr(user, "person")
    save(user, "q=may", agrees=True)
    user.refresh_from_db()
    assert has_consented(person=user.person, purpose="notices")


def test_a_name_is_made_in_the_readers_language(user: User) -> None:
    row = save(
        user, f"q=hàn&place={AN_DUONG}&shift=night&pay_min=8500000&radius_km=7.5&kind=course"
    )
    with translation.override("vi"):
        vietnamese = row.title
    with translation.override("en"):
        english = row.title
    assert vietnamese.startswith("hàn · ")
    assert "8,5" in vietnamese
    assert "7,5 km" in vietnamese
    assert "8.5 million VND/month" in english
    assert "Night" in english
    assert "Courses" in english
    long = save(user, "q=" + "ế" * 400)
    assert len(long.title) <= params.LONGEST_NAME


def test_a_name_of_ones_own(user: User) -> None:
    row = save(user, name="  Gần\tnhà ")
    assert row.title == "Gần nhà"
    update_search(user=user, search_id=row.pk, values={"name": ""})
    assert SavedSearch.objects.get().title == "thợ hàn"
    with pytest.raises(ValidationError) as caught:
        update_search(user=user, search_id=row.pk, values={"name": "x" * 121})
    assert caught.value.error_dict["name"][0].code == "max_length"


def test_nobody_touches_what_is_somebody_elses(user: User) -> None:
    row = save(user)
    with pytest.raises(SavedSearch.DoesNotExist):
        update_search(user=seeker(), search_id=row.pk, values={"paused": True})
    with pytest.raises(SavedSearch.DoesNotExist):
        delete_search(user=seeker(), search_id=row.pk)


def test_with_the_profile_goes_what_was_looked_for_and_the_account_stays(user: User) -> None:
    save(user)
    other = save(seeker())
    Reported.objects.create(user=user, type="vacancy", object_id="1", day="2026-11-24")
    delete_person(person_id=user.person.pk)
    assert [s.pk for s in SavedSearch.objects.all()] == [other.pk]
    assert not Reported.objects.exists()
    assert not Subscriber.objects.filter(user=user).exists()
    assert User.objects.filter(pk=user.pk).exists()


def queued(user: User) -> Notice:
    context = dict.fromkeys(("count", "url", "lines", "stop_url"), "1")
    return notify(user=user, kind="new_matches", context=context, key=f"n{user.pk}")


def _delete(user: User) -> Any:
    return delete_search(user=user, search_id=user.saved_searches.get().pk)


def _pause(user: User) -> Any:
    return update_search(user=user, search_id=user.saved_searches.get().pk, values={"paused": True})


@pytest.mark.parametrize("act", [lambda user: stop(user_id=user.pk), _delete, _pause])
def test_who_stops_gets_not_even_what_is_on_its_way(user: User, act: Any) -> None:
    other = seeker()
    for one in (user, other):
        save(one)
    mine, theirs = queued(user), queued(other)
    act(user)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == (Notice.State.SKIPPED, Notice.State.QUEUED)


def test_a_stop_is_undone_as_if_it_had_not_been(user: User) -> None:
    before, active = save(user), save(user, "q=may")
    update_search(user=user, search_id=before.pk, values={"paused": True})
    since = active.since
    for _ in range(2):
        stop(user_id=user.pk)
    assert not SavedSearch.objects.active().exists()
    for _ in range(2):
        undo_stop(user_id=user.pk)
    assert [s.pk for s in SavedSearch.objects.active()] == [active.pk]
    assert SavedSearch.objects.active().get().since == since


def test_undoing_what_was_never_stopped_changes_nothing(user: User) -> None:
    row = save(user)
    update_search(user=user, search_id=row.pk, values={"paused": True})
    undo_stop(user_id=user.pk)
    assert not SavedSearch.objects.active().exists()
