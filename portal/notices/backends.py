"""Who carries messages: e-mail by Django's backends, SMS by `settings.SMS_BACKEND`."""

import json
from collections.abc import Sequence

import urllib3
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from portal.notices.models import Channel, DevMessage


class NotAccepted(Exception):  # noqa: N818
    """The provider certainly did not take the message; another try is safe."""


class Refused(Exception):  # noqa: N818
    """The provider will never take the message; another try is useless."""


class DevEmailBackend(BaseEmailBackend):
    """Writes e-mails where developers read them: /dev/messages/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        DevMessage.objects.bulk_create(
            DevMessage(
                channel=Channel.EMAIL, to=to, subject=str(message.subject), text=str(message.body)
            )
            for message in email_messages
            for to in message.to
        )
        return len(email_messages)


class DevSms:
    """Writes SMS where developers read them: /dev/messages/."""

    def send(self, to: str, text: str, *, reference: str) -> None:
        DevMessage.objects.create(channel=Channel.SMS, to=to, text=text)


class HttpSms:
    """Any provider with a JSON door: POST {to, text, reference} with a bearer token.

    `to` is E.164. `reference` is the same for every try of one message, for providers that drop
    repeats. 2xx took it, 429 and 503 did not yet, other 4xx never will; the rest is unknown.
    """

    pool = urllib3.PoolManager(retries=False)

    def send(self, to: str, text: str, *, reference: str) -> None:
        """Raises NotAccepted or Refused; any other error means that the message may have left."""
        timeout = urllib3.Timeout(connect=settings.SMS_HTTP_TIMEOUT, read=settings.SMS_HTTP_TIMEOUT)
        try:
            answer = self.pool.request(
                "POST",
                settings.SMS_HTTP_URL,
                body=json.dumps({"to": to, "text": text, "reference": reference}),
                headers={
                    "Authorization": f"Bearer {settings.SMS_HTTP_TOKEN}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": reference,
                },
                timeout=timeout,
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            raise NotAccepted(f"SMS provider: {type(error).__name__}") from error
        if answer.status < 300:
            return
        if answer.status in (429, 503):
            raise NotAccepted(f"SMS provider: {answer.status}")
        if answer.status < 500:
            raise Refused(f"SMS provider: {answer.status}")
        raise HTTPError(f"SMS provider: {answer.status}")
