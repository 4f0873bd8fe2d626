"""The message on its way: once, by day only, with a link that stops it, to who still wants it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.http import int_to_base36

from portal.accounts.models import User
from portal.accounts.services import delete_account
from portal.alerts.links import news_url
from portal.alerts.models import Reported, SavedSearch, Subscriber
from portal.alerts.reporting import report
from portal.notices import sending
from portal.notices.models import Notice, NoticePreference
from portal.people.services import withdraw_consent
from tests.alerts.conftest import at, save, seeker
from tests.factories import VacancyFactory
from tests.notices.conftest import provider  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
State = Notice.State


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the time of the whole process."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def written(user: User, publish: Callable[..., Any], clock: Callable[[datetime], None]) -> Notice:
    """A message that waits to leave, at 19:00."""
    save(user)
    publish(VacancyFactory(title="Thợ hàn 6G"))
    clock(at(19))
    report(at(19))
    return Notice.objects.get()


@pytest.fixture
def by_email(settings: Any, written: Notice) -> Notice:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.update(email="lan@example.vn")
    Notice.objects.update(channel="email")
    return written


def state_of(notice: Notice) -> str:
    notice.refresh_from_db()
    return notice.state


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_sms_is_short_and_has_one_link(
    written: Notice,
    provider: Any,  # noqa: F811
    language: str,
) -> None:
    User.objects.update(language=language)
    host = "https://vieclamdaotao.haiphong.gov.vn"
    user = User(pk=9_999_999, language=language)
    url = news_url(user, timezone.localdate()).replace(settings.BASE_URL, host)
    Notice.objects.update(language=language, context=written.context | {"url": url, "count": 999})
    sending.send_due()
    sending.send_due()
    [message] = provider.taken
    assert message["text"].count("://") == 1
    # What GSM 03.38 holds as one part, if nothing of it needs an escape.
    assert message["text"].isascii()
    assert not set(message["text"]) & set("^{}[]~|\\`")
    assert len(message["text"]) <= 160
    assert message["text"].startswith("Ben Viec: ")
    assert url in message["text"]
    assert "\n" not in message["text"]


def test_an_email_says_what_is_new_and_how_to_stop(by_email: Notice) -> None:
    sending.send_due()
    sending.send_due()
    [message] = mail.outbox
    assert "Thợ hàn 6G" in message.body
    assert by_email.context["url"] in message.body
    stop_url = by_email.context["stop_url"]
    assert stop_url in message.body
    headers = message.message()
    assert headers["List-Unsubscribe"] == f"<{stop_url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_message_that_the_provider_did_not_take_is_sent_once(
    written: Notice,
    provider: Any,  # noqa: F811
    clock: Callable[[datetime], None],
) -> None:
    provider.status = 503
    sending.send_due()
    assert state_of(written) == State.QUEUED
    report(at(19, 1))
    provider.status = 200
    clock(at(19, 2))
    sending.send_due()
    sending.send_due()
    assert state_of(written) == State.SENT
    assert [m["reference"] for m in provider.taken] == [written.key] * 2
    assert Notice.objects.count() == 1


def test_a_second_try_waits_for_the_morning(
    written: Notice,
    provider: Any,  # noqa: F811
    clock: Callable[[datetime], None],
) -> None:
    provider.status = 503
    clock(at(20, 59))
    sending.send_due()
    provider.status = 200
    clock(at(21, 5))
    sending.send_due()
    assert len(provider.taken) == 1
    written.refresh_from_db()
    assert (written.not_before, written.attempts) == (at(7, days=1), 1)
    clock(at(7, days=1))
    sending.send_due()
    assert state_of(written) == State.SENT


def test_by_the_quiet_hours_of_the_person(
    written: Notice,
    provider: Any,  # noqa: F811
) -> None:
    NoticePreference.objects.create(user=written.user, quiet_from="18:00", quiet_until="09:00")
    sending.send_due()
    assert provider.taken == []
    written.refresh_from_db()
    assert written.not_before == at(9, days=1)


@pytest.mark.parametrize(
    "end",
    [
        lambda user: withdraw_consent(person_id=user.person.pk, purpose="notices"),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    ],
    ids=["consent withdrawn", "account paused"],
)
def test_who_changed_their_mind_meanwhile_gets_nothing(
    written: Notice,
    provider: Any,  # noqa: F811
    end: Callable[[User], Any],
) -> None:
    end(written.user)
    sending.send_due()
    assert state_of(written) == State.SKIPPED
    assert provider.taken == []


def test_a_deleted_account_leaves_nothing(
    written: Notice,
    provider: Any,  # noqa: F811
) -> None:
    delete_account(user_id=written.user_id)
    sending.send_due()
    assert provider.taken == []
    for model in (SavedSearch, Subscriber, Reported, Notice):
        assert not model.objects.exists()


def test_after_a_day_it_is_no_news_any_more(
    written: Notice,
    provider: Any,  # noqa: F811
) -> None:
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=25))
    sending.send_due()
    assert state_of(written) == State.SKIPPED


def test_the_message_of_one_person_says_nothing_of_another(
    publish: Callable[..., Any],
) -> None:
    first, second = seeker(), seeker()
    save(first, "q=hàn", name="Của tôi")
    save(second, "q=hàn", name="Của bạn")
    publish(VacancyFactory())
    report(at(9))
    for user, own in ((first, "Của tôi"), (second, "Của bạn")):
        context = Notice.objects.get(user=user).context
        assert context["lines"].startswith(own)
        assert f"/{int_to_base36(user.pk)}-" in context["url"]
