"""Structured logs: one JSON line an event, with request and task ids and no personal data."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]
# django-structlog binds these to each request; they name a person or a network address.
_PERSONAL = ("ip", "user_id", "user_agent")
# Whoever holds such an address may act in somebody's name: to read a report, to stop messages, to
# answer for a graduate, to set a password.
_SECRET_PATH = re.compile(
    r"(/(?:viec-moi|tot-nghiep|bao-cao/theo-doi|accounts/confirm-email|accounts/password/reset/key)/)"
    r"[^/\s?]+"
)
_MASK = r"\1***"


def drop_personal(_: Any, __: str, event: EventDict) -> EventDict:
    """Takes away what tells who somebody is, and secrets in addresses; query strings go too, since
    people type names."""
    for key in _PERSONAL:
        event.pop(key, None)
    request = event.get("request")
    if isinstance(request, str):
        event["request"] = request.split("?", 1)[0]
    for key, value in event.items():
        if isinstance(value, str) and "/" in value:
            event[key] = _SECRET_PATH.sub(_MASK, value)
    return event


def logging_config(*, dev: bool) -> dict[str, Any]:
    """Django's LOGGING, with structlog rendering the standard library's records as well."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            drop_personal,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    drop_personal,
                    structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "elastic_transport": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "WARNING"},
        },
    }
