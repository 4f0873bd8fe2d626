"""A model field for texts of several lines."""

from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models


class LinesField(models.TextField):
    """Its `max_length` holds for whoever writes: Django's own field tells it to forms only. The
    database sees no difference."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
