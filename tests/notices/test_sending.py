"""What leaves, once, whatever fails on the way."""

import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal import broker
from portal.celery import app
from portal.notices import sending
from portal.notices.models import DevMessage, Notice
from portal.notices.services import notify
from portal.textfold import plain
from tests import waiting
from tests.factories import UserFactory

CONTEXT = {"name": "Cơ khí Sông Cấm", "url": "https://benviec.example"}
State = Notice.State


def a_notice(key: str = "k", **values) -> Notice:
    user = UserFactory(phone="+84912345678")
    notice = notify(user=user, kind="organisation_verified", context=CONTEXT, key=key)
    due = {"not_before": timezone.now() - timedelta(seconds=1)} | values
    Notice.objects.filter(pk=notice.pk).update(**due)
    return Notice.objects.get(pk=notice.pk)


def again(notice: Notice) -> Notice:
    """The next try, as when its waiting time is over."""
    Notice.objects.filter(pk=notice.pk, state=State.QUEUED).update(not_before=timezone.now())
    sending.send_due()
    notice.refresh_from_db()
    return notice


@pytest.mark.django_db
def test_an_sms_leaves_with_its_reference_and_only_once(provider) -> None:
    notice = a_notice()
    for _ in range(3):
        sending.send_due()
        sending.send(notice.pk)
    notice.refresh_from_db()
    assert notice.state == State.SENT
    assert notice.sent_at is not None
    (message,) = provider.taken
    assert message["to"] == "+84912345678"
    assert message["reference"] == "k"
    assert "Co khi Song Cam" in message["text"]
    assert message["text"].isascii()
    assert provider.keys == ["k"]
    assert provider.tokens == ["Bearer a-token"]


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("“Đầu bếp” – 8 triệu…", '"Dau bep" - 8 trieu...'),
        ("KỸ SƯ\nhoà", "KY SU\nhoa"),
        ("中 💥", "? ?"),
    ],
)
def test_an_sms_is_sent_in_letters_that_cost_least(text: str, sent: str) -> None:
    assert plain(text) == sent


@pytest.mark.django_db
def test_what_is_not_due_waits(provider) -> None:
    notice = a_notice(not_before=timezone.now() + timedelta(hours=1))
    sending.send_due()
    sending.send(notice.pk)
    assert provider.taken == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", [429, 503])
def test_a_provider_that_did_not_take_it_is_asked_again(provider, status: int) -> None:
    notice = a_notice()
    provider.status = status
    sending.send_due()
    notice.refresh_from_db()
    assert notice.state == State.QUEUED
    assert notice.not_before > timezone.now()
    assert notice.sent_at is None
    provider.status = 202
    assert again(notice).state == State.SENT
    assert notice.attempts == 2
    assert {m["reference"] for m in provider.taken} == {"k"}


@pytest.mark.django_db
def test_a_provider_that_is_away_is_asked_five_times(settings) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        settings.SMS_HTTP_URL = f"http://127.0.0.1:{s.getsockname()[1]}/"
    settings.SMS_BACKEND = "portal.notices.backends.HttpSms"
    notice = a_notice()
    for _ in range(10):
        again(notice)
    assert (notice.state, notice.attempts) == (State.FAILED, 5)
    assert notice.failure


@pytest.mark.django_db
def test_a_number_that_the_provider_refuses_is_given_up(provider) -> None:
    notice = a_notice()
    provider.status = 422
    for _ in range(3):
        again(notice)
    assert notice.state == State.FAILED
    assert len(provider.taken) == 1


@pytest.mark.django_db
def test_no_answer_in_time_is_not_tried_again(provider) -> None:
    """The provider may have sent it: better miss one than send two."""
    notice = a_notice()
    provider.hold()
    for _ in range(3):
        again(notice)
    assert notice.state == State.FAILED
    assert "unknown" in notice.failure
    assert len(provider.taken) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [500, 502, 504])
def test_an_error_inside_the_provider_is_not_tried_again(provider, status: int) -> None:
    notice = a_notice()
    provider.status = status
    for _ in range(3):
        again(notice)
    assert notice.state == State.FAILED
    assert len(provider.taken) == 1


@pytest.mark.django_db
def test_an_email_server_that_is_away_is_asked_again(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = s.getsockname()
    notice = a_notice(channel="email", to="lan@example.vn")
    sending.send_due()
    notice.refresh_from_db()
    assert notice.state == State.QUEUED


@pytest.mark.django_db
def test_an_email_leaves_with_subject_and_text(settings) -> None:
    settings.EMAIL_BACKEND = "portal.notices.backends.DevEmailBackend"
    a_notice(channel="email", to="lan@example.vn")
    sending.send_due()
    message = DevMessage.objects.get()
    assert (message.channel, message.to) == ("email", "lan@example.vn")
    assert "Cơ khí Sông Cấm" in message.subject
    assert "https://benviec.example" in message.text


@pytest.mark.django_db
def test_a_code_is_forgotten_when_it_has_left_and_too_old_is_not_sent(provider) -> None:
    user = UserFactory()
    new, old = (
        notify(user=user, kind="sign_in_code", context={"code": code}, key=code)
        for code in ("111111", "222222")
    )
    Notice.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    sending.send_due()
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.state, new.context) == (State.SENT, {})
    assert (old.state, old.context) == (State.SKIPPED, {})
    assert [m["text"][:6] for m in provider.taken if "111111" in m["text"]]
    assert len(provider.taken) == 1


@pytest.mark.django_db
def test_an_interrupted_message_is_given_up_not_repeated(provider) -> None:
    notice = a_notice(state=State.SENDING, sent_at=timezone.now())
    sending.send_due()
    notice.refresh_from_db()
    assert notice.state == State.SENDING
    Notice.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    sending.send_due()
    notice.refresh_from_db()
    assert notice.state == State.FAILED
    assert provider.taken == []


@pytest.mark.django_db
def test_no_phone_any_more(provider) -> None:
    notice = a_notice()
    type(notice.user).objects.update(phone=None, email="lan@example.vn")
    sending.send_due()
    notice.refresh_from_db()
    assert notice.state == State.FAILED


def test_a_code_leaves_through_the_worker_at_once(worker) -> None:
    """The sweep runs in beat, which this test does not start: the nudge alone brings it."""
    user = UserFactory(phone="+84912345678")
    notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="c")
    waiting.until(DevMessage.objects.exists, "the code leaves", seconds=5)
    assert "123456" in DevMessage.objects.get().text


def test_a_code_leaves_although_the_broker_is_away(committed_db, provider, monkeypatch) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        nowhere = f"redis://127.0.0.1:{s.getsockname()[1]}/0"
    monkeypatch.setattr(app.conf, "broker_write_url", nowhere)
    monkeypatch.setattr(broker, "_again_at", 0.0)
    user = UserFactory(phone="+84912345678")
    notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="c")
    assert len(provider.taken) == 1
    assert Notice.objects.get().state == State.SENT


def test_nothing_leaves_when_the_transaction_fails(committed_db, provider) -> None:
    user = UserFactory()
    with transaction.atomic():
        notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="c")
        transaction.set_rollback(True)
    sending.send_due()
    assert provider.taken == []


def test_a_worker_killed_in_the_middle_sends_nothing_twice(
    committed_db, provider, start_process
) -> None:
    """kill -9 while the provider has the message and has not answered yet."""

    def start():
        process = start_process(
            "celery", "-A", "portal", "worker", "-c", "1", "-l", "ERROR",
            PORTAL_PROCESS="worker", SMS_HTTP_URL=provider.url, SMS_HTTP_TIMEOUT="30",
        )  # fmt: skip
        waiting.until(lambda: app.control.ping(timeout=0.5), "the worker answers", seconds=90)
        return process

    first = start()
    provider.hold()
    user = UserFactory(phone="+84912345678")
    notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="c")
    waiting.until(lambda: provider.taken, "the provider has the message")
    kill_with_children(first)
    provider.answers.set()
    start()
    notify(user=user, kind="sign_in_code", context={"code": "654321"}, key="c2")
    waiting.until(lambda: len(provider.taken) == 2, "the next message leaves")
    sending.send_due()
    Notice.objects.filter(key="c").update(sent_at=timezone.now() - timedelta(minutes=6))
    sending.send_due()
    assert [m["reference"] for m in provider.taken] == ["c", "c2"]
    assert Notice.objects.get(key="c").state == State.FAILED
    waiting.until(
        lambda: Notice.objects.get(key="c2").state == State.SENT, "the next message is marked"
    )


def kill_with_children(process) -> None:
    """A worker and its pool process, at once and without a word."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    process.wait()


def test_many_senders_at_once_send_each_message_once(committed_db, provider) -> None:
    user = UserFactory()
    for n in range(30):
        notify(user=user, kind="organisation_verified", context=CONTEXT, key=str(n))
    Notice.objects.update(not_before=timezone.now())

    def sender() -> None:
        try:
            sending.send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(sender) for _ in range(4)]:
            done.result()
    assert sorted(m["reference"] for m in provider.taken) == sorted(map(str, range(30)))
