"""Fields of the API whose values are reference codes, and model serializers that use them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.api.bodies import StrictBody
from portal.api.fields import LineField, ListField, TextField
from portal.reference import dataset
from portal.reference.fields import CodeField, CodesField
from portal.reference.models import Dated

LONGEST_CODE = 60
MOST_VALUES = 60


def _unknown(value: object) -> serializers.ValidationError:
    message = _("“%(value)s” is not in the list.") % {"value": str(value)[:LONGEST_CODE]}
    return serializers.ValidationError(message, code="unknown_code")


def _rows(model: type[Dated], keys: Iterable[str]) -> dict[str, Any]:
    """The rows that hold today by key; one query. Keys that no code can be are not asked for."""
    askable = {k for k in keys if k.isprintable() and 0 < len(k) <= LONGEST_CODE}
    if not askable:
        return {}
    return model.objects.valid_on(timezone.localdate()).in_bulk(list(askable))


@extend_schema_field({"type": "string", "maxLength": LONGEST_CODE})
class ReferenceField(serializers.Field):
    """A row of a reference list by its code or id, for instance an occupation."""

    default_error_messages = {"not_text": _("Give a code as text.")}

    def __init__(self, model: type[Dated], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> models.Model:
        if not isinstance(data, str):
            self.fail("not_text")
        row = _rows(self.model, [data]).get(data)
        if row is None:
            raise _unknown(data)
        return row

    def use_pk_only_optimization(self) -> bool:
        return True

    def get_attribute(self, instance: Any) -> Any:
        # The key is on the row itself: no query for the other row.
        return getattr(instance, f"{self.source}_id")

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "string", "maxLength": LONGEST_CODE},
        "maxItems": MOST_VALUES,
    }
)
class ReferencesField(serializers.Field):
    """Several rows of a reference list by code, each once, in the order given; one query."""

    default_error_messages = {
        "not_a_list": _("Give a list of codes."),
        "too_many": _("Give at most {max} values."),
    }

    def __init__(self, model: type[Dated], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> list[models.Model]:
        if not isinstance(data, list) or not all(isinstance(key, str) for key in data):
            self.fail("not_a_list")
        keys = list(dict.fromkeys(data))
        if len(keys) > MOST_VALUES:
            self.fail("too_many", max=MOST_VALUES)
        rows = _rows(self.model, keys)
        for key in keys:
            if key not in rows:
                raise _unknown(key)
        return [rows[key] for key in keys]

    def to_representation(self, value: Any) -> list[str]:
        rows = value.all() if isinstance(value, models.Manager) else value
        return [str(row.pk) for row in rows]


class CodeSerializerField(serializers.CharField):
    """One code of a short list."""

    def __init__(self, list_name: str, **kwargs: Any) -> None:
        self.list_name = list_name
        super().__init__(**kwargs)


class CodesSerializerField(ListField):
    """Several codes of a short list, each once."""

    def __init__(self, list_name: str, **kwargs: Any) -> None:
        self.list_name = list_name
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        return list(dict.fromkeys(super().to_internal_value(data)))


class ReferenceModelSerializer(StrictBody, serializers.ModelSerializer):
    """A model serializer that knows code lists, and takes a body at its word.

    Raises ValidationError with code `unknown_field` at every name that it does not have.
    """

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: LineField,
        models.TextField: TextField,
    }

    def build_standard_field(
        self, field_name: str, model_field: "models.Field[Any, Any]"
    ) -> tuple[type, dict[str, Any]]:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, CodeField):
            return CodeSerializerField, {"list_name": model_field.list_name, **kwargs}
        if isinstance(model_field, CodesField):
            kwargs["child"] = CodeSerializerField(
                model_field.list_name, validators=model_field.base_field.validators
            )
            return CodesSerializerField, {
                "list_name": model_field.list_name,
                "max_length": MOST_VALUES,
                **kwargs,
            }
        return field_class, kwargs


@cache
def _listed(list_name: str) -> list[str]:
    """The codes of a list as the project's files have them: the schema needs no database."""
    return [row["code"] for row, *_rest in dataset.rows(f"codes/{list_name}.csv")]


class CodeFieldSchema(OpenApiSerializerFieldExtension):
    """Lists the codes in the schema."""

    target_class = "portal.reference.serializers.CodeSerializerField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        blank = [""] if self.target.allow_blank or direction == "response" else []
        return {"type": "string", "enum": [*_listed(self.target.list_name), *blank]}
