"""Django's makemessages without guessing: a text that changed is untranslated, not fuzzy."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
