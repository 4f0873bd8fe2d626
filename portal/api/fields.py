"""Fields of bodies, and how all fields tell their limits."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.utils.formatting import lazy_format

from portal.textfold import nfc, nfc_lines


class LineField(serializers.CharField):
    """One line of text as it is stored, so that limits and "required" count what people see."""

    clean = staticmethod(nfc)

    def run_validation(self, data: Any = empty) -> Any:
        return super().run_validation(self.clean(data) if isinstance(data, str) else data)


class TextField(LineField):
    """Several lines of text."""

    clean = staticmethod(nfc_lines)


class ListField(serializers.ListField):
    """A list, whose faults are told without names of Python's types."""

    default_error_messages = {"not_a_list": _("Give a list.")}


class LocalLimits(serializers.Serializer):
    """Writes the limits of its fields as numbers are written in the language of the request."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            validators: list[Any] = field.validators
            for validator in validators:
                # Those of models are shared by all requests, and have messages of their own.
                if isinstance(getattr(validator, "message", None), lazy_format):
                    limit = number_format(validator.limit_value, force_grouping=True)
                    text = str(field.error_messages[validator.code])
                    validator.message = text.format(**{validator.code: limit})
        return fields
