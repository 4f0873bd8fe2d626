"""JSON bodies that are taken at their word: what nobody declared is an error, not ignored."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class StrictBody(serializers.Serializer):
    """A body whose unknown fields are named, with code `unknown_field`."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        message = _("There is no such field.")
        names = [str(name) for name in data if name not in self.fields]
        unknown = {
            name: [serializers.ErrorDetail(str(message), "unknown_field")] for name in sorted(names)
        }
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {}
            raise serializers.ValidationError({**found, **unknown}) from None
        if unknown:
            raise serializers.ValidationError(unknown)
        return values
