"""Model fields whose values are codes of a reference list."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from portal.reference.codes import labels


@deconstructible
class InList:
    """Accepts only codes of a reference list.

    Raises ValidationError with code `unknown_code` that names the value.
    """

    def __init__(self, list_name: str) -> None:
        self.list_name = list_name

    def __call__(self, value: str) -> None:
        if value not in labels(self.list_name):
            raise ValidationError(
                _("“%(value)s” is not in the list."),
                code="unknown_code",
                params={"value": value},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InList) and other.list_name == self.list_name

    def __hash__(self) -> int:
        return hash(self.list_name)


class CodeField(models.CharField):
    """One code of a list, for instance `CodeField("education", blank=True)`."""

    def __init__(self, list_name: str, **kwargs: Any) -> None:
        self.list_name = list_name
        kwargs.setdefault("max_length", 60)
        kwargs["validators"] = [InList(list_name)]
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, [self.list_name], kwargs


class CodesField(ArrayField):
    """Several codes of a list, for instance `CodesField("shifts")`."""

    def __init__(self, list_name: str, **kwargs: Any) -> None:
        self.list_name = list_name
        kwargs.pop("base_field", None)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(models.CharField(max_length=60, validators=[InList(list_name)]), **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, path, [self.list_name], kwargs

    def run_validators(self, value: Any) -> None:
        """Says what is wrong with a code in its own words, not as "item 3 in the array"."""
        models.Field.run_validators(self, value)
        for code in value or ():
            self.base_field.run_validators(code)
