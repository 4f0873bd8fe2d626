from typing import Any

from django.core.management.base import BaseCommand

from matching.sample.load import counts
from matching.sample.remove import remove


class Command(BaseCommand):
    help = "Removes the sample city with all its history; everything else stays."

    def handle(self, *args: Any, **options: Any) -> None:
        there = counts()
        deleted = remove()
        if there:
            self.stdout.write(f"Removed: {there}; {sum(deleted.values())} rows in all.")
        else:
            self.stdout.write("There is no sample city.")
