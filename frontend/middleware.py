"""What every page keeps around its content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse


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
