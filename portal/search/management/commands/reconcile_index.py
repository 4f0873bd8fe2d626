"""Compares the search indexes with the database and queues what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.search import registry
from portal.search.engine import EngineAwayError
from portal.search.reconcile import reconcile


class Command(BaseCommand):
    help = "Compares the search indexes with the database; with --wet-run it repairs them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wet-run", action="store_true", help="queue what is wrong for repair")

    def handle(self, *args: Any, **options: Any) -> None:
        for document_type in registry.all_types():
            try:
                drift = reconcile(document_type, repair=options["wet_run"])
            except EngineAwayError as error:
                raise CommandError(f"the engine is away: {error}") from error
            self.stdout.write(
                f"{document_type.name}: {len(drift.missing)} missing, {len(drift.stale)} stale, "
                f"{len(drift.orphaned)} orphaned"
            )
