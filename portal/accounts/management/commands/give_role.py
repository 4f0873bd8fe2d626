from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.contacts import parse_contact
from portal.accounts.models import User
from portal.accounts.services import create_account, set_esc_role, user_of_contact


class Command(BaseCommand):
    help = (
        "Gives an ESC role to whoever signs in with a phone number or e-mail address, and makes "
        "the account if there is none: so the first administrator comes in. The role holds once "
        "they have signed in with a code and set up an authenticator app."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="phone number or e-mail address")
        parser.add_argument("role", choices=[*User.EscRole.values, "none"])

    def handle(self, *args: Any, login: str, role: str, **options: Any) -> None:
        try:
            contact = parse_contact(login)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        user = user_of_contact(contact) or create_account(contact=contact)
        try:
            set_esc_role(user_id=user.pk, role="" if role == "none" else role)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(f"account {user.pk}: {role}")
