"""The OpenAPI description: every operation with the one shape that all errors have."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema as SpectacularSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

WRITES = ("POST", "PUT", "PATCH", "DELETE")


class ErrorSerializer(serializers.Serializer):
    """One thing that is wrong, with the field or parameter it concerns."""

    code = serializers.CharField()
    detail = serializers.CharField(help_text="In the language of the request.")
    attr = serializers.CharField(allow_null=True, help_text="Field or parameter.")


class ErrorsSerializer(serializers.Serializer):
    """Everything that is wrong with a request."""

    type = serializers.ChoiceField(["validation_error", "client_error", "server_error"])
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]  # a field, as DRF has it


ERRORS = {
    "400": "Something in the request is wrong; each error names its field or parameter.",
    "401": "Nobody is signed in, or the token is not valid.",
    "403": "You may not do this.",
    "404": "There is no such thing, or it is not yours to see.",
    "405": "This address does not take the method.",
    "406": "Only JSON is given.",
    "413": "The body is too large.",
    "415": "Only JSON is taken.",
    "429": "Too many requests; wait as long as Retry-After says.",
}


class AutoSchema(SpectacularSchema):
    """Adds to each operation the errors that it can answer with."""

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        responses: dict[str, Any] = super()._get_response_bodies(direction)
        if direction != "response":
            return responses
        for status, description in ERRORS.items():
            if status not in responses and self._answers(status):
                response = OpenApiResponse(ErrorsSerializer, description)
                responses[status] = self._get_response_for_code(response, status)
        return dict(sorted(responses.items()))

    def _answers(self, status: str) -> bool:
        return self.method in WRITES or status not in ("413", "415")
