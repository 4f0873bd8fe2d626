"""Staff write what messages say, within what a message needs."""

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from portal.notices.kinds import KINDS
from portal.notices.models import DevMessage
from portal.notices.sending import send
from portal.notices.services import notify
from portal.notices.texts import MOST_SMS, default, example, restore, set_words, sms_count
from tests.factories import EscUserFactory, UserFactory

pytestmark = pytest.mark.django_db
KIND = "organisation_verified"
GOOD = {
    "subject": "%(name)s đã được duyệt",
    "text": "Bến Việc: %(name)s được duyệt rồi. Đăng tin tại %(url)s",
    "email": "",
}


def problems(**changed: str) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        set_words(kind=KIND, language="vi", values=GOOD | changed, by=EscUserFactory())
    return {n: [e.code for e in errors] for n, errors in caught.value.error_dict.items()}


def sent() -> str:
    notice = notify(
        user=UserFactory(email=None, language="vi"),
        kind=KIND,
        context={"name": "Công ty A", "url": "https://x.vn/1"},
        key=f"k{DevMessage.objects.count()}",
    )
    notice.not_before = notice.created_at
    notice.save()
    send(notice.pk)
    return DevMessage.objects.latest("pk").text


def test_messages_say_what_staff_wrote_and_again_the_old_when_restored() -> None:
    before = sent()
    set_words(kind=KIND, language="vi", values=GOOD, by=EscUserFactory())
    assert sent() == "Ben Viec: Cong ty A duoc duyet roi. Dang tin tai https://x.vn/1"
    restore(kind=KIND, language="vi")
    assert sent() == before


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": "Đã duyệt %(name)s, xem trên trang"}, "placeholder_missing"),
        ({"text": "%(nam)s %(url)s"}, "unknown_placeholder"),
        ({"text": "giảm 50% %(url)s"}, "stray_percent"),
        ({"email": "Chào %(name)s"}, "placeholder_missing"),
        ({"subject": ""}, "blank"),
        ({"subject": "%s"}, "stray_percent"),
    ],
)
def test_what_would_break_a_message_is_told_at_its_field(changed: dict, code: str) -> None:
    assert problems(**changed) == {next(iter(changed)): [code]}


def test_an_sms_of_many_parts_is_refused() -> None:
    words = "đã được duyệt " * 18
    assert problems(text=f"{words}%(name)s %(url)s %(name)s %(name)s %(name)s") == {
        "text": ["too_long"]
    }


def test_a_message_written_before_the_text_asked_for_more_still_leaves() -> None:
    user = UserFactory(email=None)
    notice = notify(
        user=user, kind=KIND, context={"name": "A", "url": "https://x.vn/1"}, key="before"
    )
    type(notice).objects.filter(pk=notice.pk).update(
        context={"url": "https://x.vn/1", "name": "A"}, not_before=notice.created_at
    )
    set_words(kind=KIND, language="vi", values=GOOD, by=EscUserFactory())
    type(notice).objects.filter(pk=notice.pk).update(context={"url": "u", "name": "A"})
    send(notice.pk)
    assert DevMessage.objects.latest("pk").text.endswith("u")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_words_that_come_with_the_portal_fit_their_own_rules(kind: str, language: str) -> None:
    own = default(kind, language)
    context: dict[str, Any] = example(KINDS[kind])
    for as_email in (False, True):
        subject, text = own.filled(context, as_email=as_email)
        assert subject
        assert text
    assert sms_count(own.filled(context)[1]) <= MOST_SMS
    set_words(
        kind=kind,
        language=language,
        values={"subject": own.subject, "text": own.text, "email": own.email},
        by=EscUserFactory(),
    )
