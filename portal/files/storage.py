"""Where such files lie: under PRIVATE_ROOT, with names that tell nothing, at no address."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.deconstruct import deconstructible

# An upload is on the disk before its row is committed; what is younger is left alone.
ORPHAN_AGE = timedelta(days=1)


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files without an address. Only `portal.files.serve` hands them out, to whom a view lets."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    # Asked each time, so that the folder is the one of the settings in force.
    @property
    def base_location(self) -> str:  # type: ignore[override]
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:  # type: ignore[override]
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address.")


private_storage = PrivateStorage()


@deconstructible
class RandomName:
    """`upload_to` of a private file: a random name in a folder, without what it was called."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: models.Model, filename: str) -> str:
        name = uuid4().hex
        return f"{self.folder}/{name[:2]}/{name}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RandomName) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)


class PrivateFileField(models.FileField):
    """A file in the private storage, which goes when its row goes, by a cascade as well."""

    def __init__(self, folder: str = "files", **kwargs: Any) -> None:
        self.folder = folder
        kwargs["storage"] = private_storage
        kwargs["upload_to"] = RandomName(folder)
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("storage", None)
        kwargs.pop("upload_to", None)
        return name, path, [self.folder], kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:  # type: ignore[override]
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            post_delete.connect(self._remove, sender=cls, dispatch_uid=f"files:{cls}:{name}")

    def _remove(self, instance: models.Model, **_: Any) -> None:
        file = getattr(instance, self.attname)
        if file:
            remove_after_commit(file.name)


def remove_after_commit(name: str) -> None:
    """Removes a private file once the transaction that gave it up is committed."""
    transaction.on_commit(partial(private_storage.delete, name))


def remove_orphans() -> int:
    """Removes files that no row names: of uploads that were undone, or of a process that died
    between commit and removal. Returns how many."""
    root = Path(private_storage.location)
    if not root.is_dir():
        return 0
    before = (timezone.now() - ORPHAN_AGE).timestamp()
    old = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.stat().st_mtime < before
    }
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if old and isinstance(field, PrivateFileField):
                rows = model._default_manager.filter(**{f"{field.name}__in": old})
                old -= set(rows.values_list(field.name, flat=True))
    for name in old:
        private_storage.delete(name)
    return len(old)
