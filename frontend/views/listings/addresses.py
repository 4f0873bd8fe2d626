"""Addresses with words in them: only the number at the end counts, the words follow the title."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.utils.cache import add_never_cache_headers


def moved(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect | None:
    """The way to the address of today when the words in this one differ; keeps what follows `?`.

    Browsers may not keep it: a title that changes back would lead them in circles.
    """
    if request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    answer = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    add_never_cache_headers(answer)
    return answer
