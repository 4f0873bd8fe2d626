from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from matching.sample.load import counts
from matching.sample.remove import remove


class Command(BaseCommand):
    help = "Says what the sample city holds; with --wet-run it removes it with all its history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wet-run", action="store_true", help="remove it; the rest stays")

    def handle(self, *args: Any, **options: Any) -> None:
        there = counts()
        if not there:
            self.stdout.write("There is no sample city.")
        elif options["wet_run"]:
            rows = sum(remove().values())
            self.stdout.write(f"Removed: {there}; {rows} rows in all.")
        else:
            self.stdout.write(f"Would remove: {there}. To do it, add --wet-run")
