"""JSON bodies that are taken at their word: what nobody declared is an error, not ignored."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.settings import api_settings

from portal.api.fields import LocalLimits


class StrictBody(LocalLimits):
    """A body whose unknown fields are named, with code `unknown_field`."""

    default_error_messages = {"invalid": _("Give an object of names and values.")}

    def run_validation(self, data: Any = empty) -> Any:
        if data is None and self.parent is None:
            detail = serializers.ErrorDetail(str(self.error_messages["invalid"]), "null")
            raise serializers.ValidationError({api_settings.NON_FIELD_ERRORS_KEY: [detail]})
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        wrong = self.wrong_names(data)
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found = error.detail if isinstance(error.detail, dict) else {}
            raise serializers.ValidationError({**found, **wrong}) from None
        if wrong:
            raise serializers.ValidationError(wrong)
        return values

    def wrong_names(self, data: Mapping[str, Any]) -> dict[str, list[serializers.ErrorDetail]]:
        """Every name that must not be given, with the reason."""
        message = str(_("There is no such field."))
        names = sorted(str(name) for name in data if name not in self.fields)
        return {name: [serializers.ErrorDetail(message, "unknown_field")] for name in names}


class StatusBody(StrictBody):
    """A body of what is opened and closed at addresses of its own: it takes no new `status`."""

    def wrong_names(self, data: Mapping[str, Any]) -> dict[str, list[serializers.ErrorDetail]]:
        wrong = super().wrong_names(data)
        if "status" in data and (not self.instance or data["status"] != self.instance.status):
            message = str(_("The status is not set here: publish or close instead."))
            wrong["status"] = [serializers.ErrorDetail(message, "read_only")]
        return wrong


class NoBody(StrictBody):
    """Where the address says everything."""

    @classmethod
    def check(cls, request: Request) -> None:
        """Raises ValidationError that names each field of the body."""
        cls(data=request.data).is_valid(raise_exception=True)
