import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from matching.bench import corpus, outside, own, searching, titles
from matching.bench.files import BadFileError
from portal.reference.models import Unit
from portal.search.registry import Json
from portal.throwaway import stores

BAD_FILE = 2


class Command(BaseCommand):
    help = "Bench of search results and of reading job titles. The last line is JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--queries", type=Path, metavar="FILE", help="an outside set, JSON")
        mode.add_argument("--titles", type=Path, metavar="FILE", help="title,count,code (CSV)")
        parser.add_argument(
            "--worst", type=int, default=0, metavar="N", help="show what went worst as well"
        )
        kept = parser.add_mutually_exclusive_group()
        kept.add_argument(
            "--keep", action="store_true", help="leave our own corpus indexed for --use-kept"
        )
        kept.add_argument(
            "--use-kept",
            action="store_true",
            help="search what --keep left, with the lists of this database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV:
            raise CommandError("Benches are for development; set PORTAL_ENV=dev for that.")
        if (options["queries"] or options["titles"]) and (options["keep"] or options["use_kept"]):
            raise CommandError("--keep and --use-kept are for our own corpus only.")
        try:
            if options["titles"]:
                figures, worst = self._titles(options["titles"])
            elif options["queries"]:
                figures, worst = self._outside(options["queries"])
            else:
                figures, worst = self._own(keep=options["keep"], use_kept=options["use_kept"])
        except BadFileError as error:
            raise CommandError(str(error), returncode=BAD_FILE) from None
        for line in worst[: options["worst"]]:
            self.stdout.write(line)
        self._print(figures)

    def _own(self, *, keep: bool, use_kept: bool) -> tuple[Json, list[str]]:
        database = connection.settings_dict["NAME"]
        if use_kept:
            with _kept(database):
                documents = searching.indexed()
                result = own.run(documents)
                return self._told(result, documents)
        with stores("match"):
            built = corpus.documents()
            searching.index(built)
            documents = [document for of_type in built.values() for document in of_type]
            result = own.run(documents)
            if keep:
                with searching.kept(database):
                    searching.index(built)
            return self._told(result, documents)

    def _told(self, result: own.Result, documents: list[Json]) -> tuple[Json, list[str]]:
        for line in own.by_kind(result):
            self.stdout.write(line)
        return result.figures, own.worst(result, documents)

    def _outside(self, file: Path) -> tuple[Json, list[str]]:
        given = outside.read(file)
        with stores("match"):
            searching.index({"vacancy": outside.documents(given)})
            return outside.run(given)

    def _titles(self, file: Path) -> tuple[Json, list[str]]:
        given = titles.read(file)
        with stores("match"):
            return titles.run(given)

    def _print(self, figures: Json) -> None:
        for name, value in figures.items():
            if name == "aims_missed":
                self.stdout.write(f"{'aims missed':32} {', '.join(value) or 'none'}")
            elif not name.endswith("_ci"):
                spread = figures.get(f"{name}_ci")
                around = f"  ({spread[0]:.3f} to {spread[1]:.3f})" if spread else ""
                shown = f"{value:.3f}" if isinstance(value, float) else str(value)
                self.stdout.write(f"{name:32} {shown}{around}")
        self.stdout.write(json.dumps(figures))


@contextmanager
def _kept(database: str) -> Iterator[None]:
    if not Unit.objects.exists():
        raise CommandError("Load the reference data first: load_reference")
    with searching.kept(database):
        if not searching.are_kept():
            raise CommandError("Nothing is kept, or its mapping changed since: run with --keep.")
        yield
