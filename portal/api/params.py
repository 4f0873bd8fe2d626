"""Query parameters that are taken at their word: what nobody declared is an error, not ignored."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from portal.api.fields import LocalLimits

MAX_PAGE_SIZE = 100


def given(data: QueryDict | dict[str, Any], name: str) -> list[Any]:
    """Every value of a parameter that is there."""
    return data.getlist(name) if isinstance(data, QueryDict) else [data[name]]


class StrictParams(LocalLimits):
    """The declared parameters of an address; use `StrictParams.read(request.GET)`.

    Raises ValidationError with code `unknown_parameter` at the name of each one not declared, and
    `repeated` at what has one value and is given several.
    """

    @classmethod
    def read(cls, data: QueryDict | dict[str, Any]) -> dict[str, Any]:
        """The cleaned values. Raises ValidationError that names every wrong parameter."""
        params = cls(data=data)
        params.is_valid(raise_exception=True)
        values: dict[str, Any] = params.validated_data
        return values

    def to_internal_value(self, data: Any) -> Any:
        wrong: dict[str, Any] = {}
        for name in sorted(data):
            if name not in self.fields:
                message = str(_("There is no such parameter."))
                wrong[name] = [serializers.ErrorDetail(message, "unknown_parameter")]
            elif len(given(data, name)) > 1 and not isinstance(self.fields[name], SeveralField):
                message = str(_("Give this only once."))
                wrong[name] = [serializers.ErrorDetail(message, "repeated")]
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {}
            raise serializers.ValidationError({**found, **wrong}) from None
        if wrong:
            raise serializers.ValidationError(wrong)
        return values


class PageParams(StrictParams):
    """The parameters that every list has."""

    page = serializers.IntegerField(min_value=1, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=MAX_PAGE_SIZE, default=20)


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class SeveralField(serializers.Field):
    """A parameter given once, several times (`shift=day&shift=night`) or with commas (`day,night`).

    `clean` takes the text of one value and returns what stands for it, or raises ValidationError.
    """

    max_values = 50
    default_error_messages = {"too_many": _("Give at most {max} values.")}

    def __init__(self, clean: Callable[[str], Any], **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(**kwargs)
        self.clean = clean

    def get_value(self, dictionary: Any) -> Any:
        if isinstance(dictionary, QueryDict):
            return dictionary.getlist(str(self.field_name)) or empty
        return dictionary.get(self.field_name, empty)

    def to_internal_value(self, data: Any) -> list[Any]:
        given = [data] if isinstance(data, str) else data
        texts = dict.fromkeys(t.strip() for value in given for t in str(value).split(","))
        texts.pop("", None)
        if len(texts) > self.max_values:
            self.fail("too_many", max=self.max_values)
        return [self.clean(text) for text in texts]

    def to_representation(self, value: Any) -> Any:
        return value
