from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.sealed import Sealed

BATCH = 500


class Command(BaseCommand):
    help = "Seals every sealed value anew with the first of DATA_KEYS. Run twice, it does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            names = [f.name for f in model._meta.concrete_fields if isinstance(f, Sealed)]
            if not names:
                continue
            count, last = 0, 0
            rows = model._default_manager.order_by("pk").only(*names)
            while batch := self._resealed(rows, last, names):
                count, last = count + len(batch), batch[-1]
            self.stdout.write(f"{model._meta.label}: {count}")

    @transaction.atomic
    def _resealed(self, rows: Any, after: int, names: list[str]) -> list[int]:
        batch = list(rows.filter(pk__gt=after).select_for_update(of=("self",))[:BATCH])
        rows.model._default_manager.bulk_update(batch, names)
        return [row.pk for row in batch]
