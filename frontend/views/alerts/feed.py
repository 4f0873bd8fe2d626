"""A search as an Atom feed (RFC 4287): the newest results, with the parameters of its page."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from frontend.present import course_card, course_url, vacancy_card, vacancy_url
from frontend.throttling import throttled
from frontend.views.public.asked import COURSES, JOBS, Asked, read
from jobs.models import Vacancy
from portal.alerts.params import NOT_KEPT, keepable, name_of
from portal.search import fallback, registry
from portal.search.batch import newest
from portal.search.engine import EngineAwayError
from portal.search.registry import Json
from portal.search.understand import understand

ENTRIES = 50
# Of the names that entries keep for good (RFC 4151): a year in which the host was ours.
TAG_YEAR = 2026
# Characters that XML has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _sound(text: str) -> str:
    return _UNWRITABLE.sub("", text)


class AtomFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """That of the newest entry; of none the start of the day, so that it changes once a day."""
        if self.items:
            return super().latest_post_date()
        return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))


def _newest(params: Json) -> list[tuple[str, str]]:
    """Type and id of what the search finds; while the engine is away, those of a plain list."""
    try:
        [found] = newest([(params, None)], ENTRIES)
    except EngineAwayError:
        _count, listed = fallback.listing(params, understand(params["q"]))
        return [(name, object_id) for name, object_id, _marks in listed]
    return [(f.type, f.id) for f in found]


@dataclass(frozen=True)
class Entry:
    row: Any
    type: str

    @property
    def card(self) -> Any:
        return vacancy_card(self.row) if isinstance(self.row, Vacancy) else course_card(self.row)


class SearchFeed(Feed):
    feed_type = AtomFeed

    def get_object(self, request: HttpRequest, asked: Asked) -> Asked:
        return asked

    def title(self, asked: Asked) -> str:
        name = name_of(keepable(asked.params or {}))
        return _sound(f"{name} · Bến Việc" if name else "Bến Việc")

    def link(self, asked: Asked) -> str:
        return settings.BASE_URL + asked.url()

    def feed_url(self, asked: Asked) -> str:
        path = reverse("courses_feed" if asked.kind == COURSES else "search_feed")
        _page, mark, query = asked.url().partition("?")
        return settings.BASE_URL + path + mark + query

    def feed_guid(self, asked: Asked) -> str:
        return self.feed_url(asked)

    def author_name(self) -> str:
        return "Bến Việc"

    def subtitle(self) -> str:
        return _("The newest results of this search.")

    def items(self, asked: Asked) -> list[Entry]:
        assert asked.params is not None
        # Ordered by time, so what hardly answers is left out, as in alerts.
        keys = _newest(asked.params | {"page": 1, "page_size": ENTRIES, "sort": "newest"})
        rows = registry.rows(keys)
        return [Entry(rows[key], key[0]) for key in keys if key in rows]

    def item_title(self, item: Entry) -> str:
        return _sound(item.row.title)

    def item_description(self, item: Entry) -> str:
        card = item.card
        return _sound(" · ".join(filter(None, (card.place, getattr(card, "pay", "")))))

    def item_link(self, item: Entry) -> str:
        url = vacancy_url if item.type == "vacancy" else course_url
        return settings.BASE_URL + url(item.row)

    def item_author_name(self, item: Entry) -> str:
        return _sound((item.row.employer if item.type == "vacancy" else item.row.centre).name)

    def item_guid(self, item: Entry) -> str:
        host = urlsplit(settings.BASE_URL).hostname
        return f"tag:{host},{TAG_YEAR}:{item.type}-{item.row.pk}"

    def item_pubdate(self, item: Entry) -> datetime:
        return item.row.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.row.updated_at


@require_safe
@login_not_required
@throttled("search")
@conditional_page
def jobs(request: HttpRequest) -> HttpResponse:
    return _feed(request, JOBS)


@require_safe
@login_not_required
@throttled("search")
@conditional_page
def courses(request: HttpRequest) -> HttpResponse:
    return _feed(request, COURSES)


def _feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The feed, or 400 with what is wrong in words."""
    data = request.GET.copy()
    for name in NOT_KEPT:
        data.pop(name, None)
    asked = read(data, kind)
    if asked.errors or asked.params is None:
        lines = [f"{name}: {m}" for name, found in asked.errors.items() for m in found]
        return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")
    return SearchFeed()(request, asked)
