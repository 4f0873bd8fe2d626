"""Lists in pages: `{count, next, previous, results}`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from portal.api.params import MAX_PAGE_SIZE

# Of what was asked for, in the message; more digits say nothing more.
LONGEST_NUMBER = 20


class PagePagination(PageNumberPagination):
    """Pages by number; a page that does not exist, or a wrong size, is a 400 that names it."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound:
            asked = request.query_params.get(self.page_query_param, "")[:LONGEST_NUMBER]
            message = _("There is no page %(page)s.") % {"page": asked}
            raise ValidationError({self.page_query_param: [message]}) from None

    def get_page_size(self, request: Request) -> int:
        text = request.query_params.get(self.page_size_query_param)
        if text is None:
            return self.page_size
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= self.max_page_size):
            message = _("Give a number from 1 to %(max)s.") % {"max": self.max_page_size}
            raise ValidationError({self.page_size_query_param: [message]})
        return int(text)


def page_links(request: Request, *, count: int, page: int, page_size: int) -> dict[str, Any]:
    """`count`, `next` and `previous` of a list that was cut elsewhere than in the database."""

    def link(number: int) -> str:
        query = request.query_params.copy()
        query["page"] = str(number)
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    return {
        "count": count,
        "next": link(page + 1) if page * page_size < count else None,
        "previous": link(page - 1) if page > 1 else None,
    }
