"""Writing what a body says, or telling everything that is wrong with it in one answer."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.fields import SkipField

from portal.api.errors import by_field
from portal.api.schema import ErrorsSerializer
from portal.validation import ChangedError

T = TypeVar("T")


class Conflict(APIException):
    """Somebody else was quicker; nothing is written."""

    status_code = 409
    default_code = "changed"
    default_detail = _("Somebody changed this since you read it. Read it again, then change it.")


CONFLICT = OpenApiResponse(ErrorsSerializer, "It is not of the `version` that was given any more.")


class VersionField(serializers.DateTimeField):
    """The version that a change expects."""

    def __init__(self, **kwargs: Any) -> None:
        text = "For a change: the `updated_at` that you read. If it is another one by now: 409."
        super().__init__(write_only=True, required=False, help_text=text, **kwargs)


Json = dict[str, Any]


def written(body: Any, write: Callable[[Json], T]) -> T:
    """What `write` makes of the values of a body, that is, of a serializer with data.

    Raises ValidationError that names each field that could not be read and, beside them, what the
    service refuses of the others: `write` is then tried as if the unreadable ones were empty, and
    undone. Raises Conflict where the row is not of the version that the body expects.
    """
    try:
        return _written(body, write)
    except ChangedError:
        raise Conflict from None


def _written(body: Any, write: Callable[[Json], T]) -> T:
    if body.is_valid():
        return write(dict(body.validated_data))
    wrong: Json = dict(body.errors)
    if isinstance(body.initial_data, Mapping):
        try:
            with transaction.atomic():
                write(_readable(body, body.initial_data, wrong))
                transaction.set_rollback(True)
        except DjangoValidationError as refused:
            wrong = _together(wrong, _nested(by_field(refused)))
        except serializers.ValidationError as refused:
            wrong = _together(wrong, refused.detail)
    raise serializers.ValidationError(wrong)


def _readable(body: serializers.Serializer, data: Mapping[str, Any], wrong: Json) -> Json:
    """The values of the fields that are fine; of the others what an empty field has."""
    values: Json = {}
    for name, field in body.fields.items():
        source = str(field.source)
        if field.read_only:
            continue
        try:
            if name not in wrong:
                values[source] = field.run_validation(field.get_value(data))
            elif isinstance(field, serializers.Serializer) and isinstance(data.get(name), Mapping):
                values[source] = _readable(field, data[name], wrong[name])
            else:
                values[source] = _empty(field)
        except SkipField:
            continue
    return values


def _empty(field: serializers.Field) -> Any:
    if isinstance(field, serializers.CharField | serializers.ChoiceField):
        return ""
    return [] if isinstance(field, serializers.ListField) else None


def _nested(errors: Json) -> Json:
    """Errors at `wish.pay_min` as those of the part `wish`."""
    parts: Json = {}
    for name, said in errors.items():
        part, dot, field = name.partition(".")
        if dot:
            parts.setdefault(part, {})[field] = said
        else:
            parts[name] = said
    return parts


def _together(found: Json, more: Any) -> Json:
    """What was said first of a field stands."""
    both = {
        name: _together(found[name], said)
        for name, said in more.items()
        if isinstance(found.get(name), dict) and isinstance(said, dict)
    }
    return {**more, **found, **both}
