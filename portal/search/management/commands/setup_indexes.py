"""Makes the search indexes that are missing, and rebuilds those whose definition has changed."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.search import indexes
from portal.search.rebuild import rebuild


class Command(BaseCommand):
    help = "Makes missing search indexes; rebuilds those whose definition in the code has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        for document_type in indexes.create_all():
            result = rebuild(document_type)
            self.stdout.write(f"{document_type.name}: new definition, {result.now} documents")
