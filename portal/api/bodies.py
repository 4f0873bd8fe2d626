"""JSON bodies that are taken at their word: what nobody declared is an error, not ignored."""

from collections.abc import Mapping
from typing import Any

from django.db import models
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


class RowField(serializers.CharField):
    """The id or code of a row of a model; `null` where allowed means none."""

    default_error_messages = {"unknown_code": _("“%(value)s” is not in the list.")}

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.model = model

    def run_validation(self, data: Any = serializers.empty) -> Any:
        code = super().run_validation(data)
        if not isinstance(code, str):
            return code
        row = self.model._default_manager.filter(pk=code).first()
        if row is None:
            message = self.error_messages["unknown_code"] % {"value": code}
            raise serializers.ValidationError(message, code="unknown_code")
        return row


class RowsField(serializers.ListField):
    """Several ids or codes of rows of a model, read with one query."""

    default_error_messages = RowField.default_error_messages

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(child=serializers.CharField(max_length=60), **kwargs)
        self.model = model

    def run_validation(self, data: Any = serializers.empty) -> Any:
        codes = super().run_validation(data)
        if not isinstance(codes, list):
            return codes
        rows = self.model._default_manager.in_bulk(dict.fromkeys(codes))
        for code in codes:
            if code not in rows:
                message = self.error_messages["unknown_code"] % {"value": code}
                raise serializers.ValidationError(message, code="unknown_code")
        return list(rows.values())
