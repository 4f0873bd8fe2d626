"""Starting a task from a request without waiting for a broker that is away."""

import time
from typing import Any

import structlog
from celery import Task
from django.conf import settings

log = structlog.get_logger(__name__)

# A person waits for the request that starts the task.
TRANSPORT = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
PAUSE_SECONDS = 5
_again_at = 0.0


def start(task: Task, *arguments: Any) -> bool:
    """Whether the broker took the task. After a failure it is not asked again for 5 seconds."""
    global _again_at
    if time.monotonic() < _again_at:
        return False
    transport = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, **TRANSPORT}
    try:
        with task.app.connection_for_write(transport_options=transport) as broker:
            task.apply_async(arguments, connection=broker)
    except Exception as error:
        # Broad on purpose: kombu, redis and the socket each have their own errors.
        _again_at = time.monotonic() + PAUSE_SECONDS
        log.warning("broker_away", task=task.name, error=type(error).__name__)
        return False
    return True
