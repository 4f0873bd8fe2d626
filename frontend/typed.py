"""What somebody typed into a long form while their session ended, kept until they are back in."""

import time

from django.http import HttpRequest, QueryDict

KEY = "typed"
# Pages whose forms are long enough that losing them hurts, by the names of their addresses.
LONG_FORMS = {
    *("vacancy_new", "vacancy_edit", "vacancy_start", "vacancy_step"),
    *("intake_attendance", "intake_results"),
}
LONGEST = 60_000
KEPT_SECONDS = 3600
NOT_KEPT = ("csrfmiddlewaretoken", "do")


def keep(request: HttpRequest) -> None:
    """Keeps what was sent to a page of LONG_FORMS, for that page alone and an hour at most."""
    match = request.resolver_match
    if match is None or match.url_name not in LONG_FORMS:
        return
    data = request.POST.copy()
    for name in NOT_KEPT:
        data.pop(name, None)
    text = data.urlencode()
    if len(text) <= LONGEST:
        request.session[KEY] = [request.get_full_path(), time.time(), text]


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once; whoever calls it has seen that the reader may."""
    path, at, text = request.session.get(KEY) or ("", 0, "")
    if path != request.get_full_path():
        return None
    del request.session[KEY]
    return QueryDict(text) if time.time() - at < KEPT_SECONDS else None
