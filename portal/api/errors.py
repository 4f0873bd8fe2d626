"""One shape for every error of the API, with the message in the reader's language."""

from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoValidationError
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from drf_standardized_errors.types import ExceptionHandlerContext
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answers every exception of a view; what services refuse becomes a 400 with its fields."""
    return ExceptionHandler(exc, cast(ExceptionHandlerContext, context)).run()


class ExceptionHandler(StandardHandler):
    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, DjangoValidationError):
            return ValidationError(by_field(exc))
        return super().convert_known_exceptions(exc)


def by_field(error: DjangoValidationError) -> dict[str, list[ErrorDetail]]:
    """Django's validation error as DRF writes it: field → messages, each with its code."""
    fields = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    return {
        api_settings.NON_FIELD_ERRORS_KEY if field == NON_FIELD_ERRORS else field: [
            ErrorDetail(message, code=single.code or "invalid")
            for listed in errors
            for single in listed.error_list
            for message in single.messages
        ]
        for field, errors in fields.items()
    }
