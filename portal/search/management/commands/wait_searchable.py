"""Waits until everything that was announced can be found."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.search import health, indexes, outbox, registry
from portal.search.engine import EngineAwayError, answering, writer


class Command(BaseCommand):
    help = "Waits until all changes are at the search engine and can be found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=float, default=300, help="seconds (300)")

    def handle(self, *args: Any, **options: Any) -> None:
        end = time.monotonic() + options["timeout"]
        while not outbox.is_empty():
            if time.monotonic() > end:
                raise CommandError(
                    f"{health.waiting()} changes are still waiting. Does the worker run?"
                )
            time.sleep(0.2)
        try:
            with answering():
                for document_type in registry.all_types():
                    writer().indices.refresh(index=indexes.alias(document_type, "read"))
        except EngineAwayError as error:
            raise CommandError(f"The search engine is away: {error}") from error
