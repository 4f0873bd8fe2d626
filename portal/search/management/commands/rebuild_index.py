"""Fills the search indexes anew from the database, while changes keep flowing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.search import indexes, registry
from portal.search.engine import EngineAwayError
from portal.search.rebuild import RebuildRefusedError, rebuild


class Command(BaseCommand):
    help = "Fills search indexes anew from the database and swaps them in."

    def add_arguments(self, parser: CommandParser) -> None:
        names = ", ".join(t.name for t in registry.all_types())
        parser.add_argument("types", nargs="*", metavar="TYPE", help=f"{names}; default: all")
        parser.add_argument(
            "--force", action="store_true", help="also when the new index is much smaller"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = {t.name for t in registry.all_types()}
        if unknown := set(options["types"]) - known:
            raise CommandError(f"there is no document type {', '.join(sorted(unknown))}")
        indexes.create_all()
        for document_type in registry.all_types():
            if options["types"] and document_type.name not in options["types"]:
                continue
            try:
                result = rebuild(document_type, force=options["force"])
            except (RebuildRefusedError, EngineAwayError) as error:
                raise CommandError(f"{document_type.name}: {error}") from error
            self.stdout.write(
                f"{document_type.name}: {result.now} documents (before: {result.before})"
            )
            for object_id, reason in result.refused.items():
                self.stderr.write(f"{document_type.name} {object_id} refused: {reason}")
