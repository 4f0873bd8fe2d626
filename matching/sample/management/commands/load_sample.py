from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from matching.sample.load import DEFAULT_SIZES, LEAST_SIZES, RealDataError, counts, load
from portal.reference.models import Unit


class Command(BaseCommand):
    help = (
        "Loads an invented Hải Phòng: employers, vacancies, centres, courses and seekers, marked "
        "as sample. In development only; changes nothing where a sample is loaded already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, number in DEFAULT_SIZES.items():
            parser.add_argument(
                f"--{name}", type=int, default=number, metavar="N", help=f"({number})"
            )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="another city for each seed (1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV:
            raise CommandError("The sample city is for development; set PORTAL_ENV=dev for that.")
        sizes = {name: options[name] for name in DEFAULT_SIZES}
        for name, least in LEAST_SIZES.items():
            if sizes[name] < least:
                raise CommandError(f"--{name} must be at least {least}.")
        if not Unit.objects.exists():
            raise CommandError("Load the reference data first: load_reference")
        try:
            made = load(sizes, options["seed"])
        except RealDataError:
            raise CommandError(
                "There are organisations here that are not invented, and the sample city must "
                "not mix with them. Use an empty database, or ./dev up --no-sample."
            ) from None
        except (IntegrityError, ValidationError) as error:
            raise CommandError(
                "An account here has a phone number or e-mail address that the sample gives to "
                f"one of its own: {error}"
            ) from error
        if made:
            self.stdout.write(f"Sample city loaded: {made}.")
        else:
            self.stdout.write(
                f"A sample city is loaded already: {counts()}. "
                "For another one: ./dev manage remove_sample --wet-run, then load it again."
            )
