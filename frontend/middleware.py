"""What every page keeps around its content, and pages for what views answer in bare words."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import SimpleTemplateResponse

from frontend.views.errors import TRY_AGAIN_SECONDS, not_allowed
from portal.accounts.adapter import TOO_MANY_TRIES


class FrameMiddleware:
    """Keeps `site` in templates for the frame of the page.

    allauth's views put Django's site, a host name, under the same name into their context.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        if response.context_data:
            response.context_data.pop("site", None)
        return response


class TooManyTriesMiddleware:
    """Answers 429 with a form that was refused for too many tries; the form itself says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        form = (response.context_data or {}).get("form")
        if isinstance(form, BaseForm) and form.is_bound:
            errors = form.errors.as_data().values()
            if any(error.code in TOO_MANY_TRIES for found in errors for error in found):
                response.status_code = 429
                response.headers.setdefault("Retry-After", TRY_AGAIN_SECONDS)
        return response


class NotAllowedMiddleware:
    """A page, with the way back, where a view only answers that it takes no such request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return not_allowed(request, response.headers["Allow"])
        return response
