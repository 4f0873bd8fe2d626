"""Structured logs: one JSON line an event, with request and task ids and no personal data."""

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


def drop_personal(_: Any, __: str, event: EventDict) -> EventDict:
    """Takes away what tells who somebody is; query strings go too, since people type names."""
    for key in _PERSONAL:
        event.pop(key, None)
    request = event.get("request")
    if isinstance(request, str):
        event["request"] = request.split("?", 1)[0]
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
        },
    }
