from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.reference import loading


class Command(BaseCommand):
    help = "Loads places, occupations, skills, code lists and legal rates from the project's files."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loading.load_all()
        except ValueError as error:
            raise CommandError(str(error)) from error
