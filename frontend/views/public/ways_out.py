"""Where to go when nothing was found: only ways that lead to something, with how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from frontend import formats
from frontend.views.public.asked import COURSES, FILTERS, JOBS, OVERSEAS, Asked
from frontend.views.public.filters import RADII_KM
from portal.search.results import search

MOST = 4


@dataclass(frozen=True)
class WayOut:
    """A search nearby that finds something."""

    label: str
    url: str
    count: int


def ways_out(asked: Asked) -> list[WayOut]:
    """The nearest searches that find something, those first that give up least."""
    found: list[WayOut] = []
    for label, near, url in _near(asked):
        if len(found) == MOST:
            break
        if near.params and url not in {way.url for way in found}:
            count = search(near.params | {"page": 1, "page_size": 1}).count
            if count:
                found.append(WayOut(label, url, count))
    return found


def _near(asked: Asked) -> Iterator[tuple[str, Asked, str]]:
    def way(label: str, kind: str = "", /, **changes: Any) -> tuple[str, Asked, str]:
        return label, asked.changed(kind, **changes), asked.url(kind, **changes)

    no_filters = dict.fromkeys(name for name in FILTERS if name != "radius_km")
    nowhere = dict.fromkeys(("place", "lat", "lon"))
    radius = float(asked.query.get("radius_km", 0))
    centred = asked.places or "lat" in asked.query
    if centred and (wider := [km for km in RADII_KM if km > radius]):
        for km in dict.fromkeys((wider[len(wider) // 3], wider[-1])):
            text = _("Search within %(km)s km") % {"km": formats.number(km)}
            yield way(text, radius_km=km)
    if set(asked.chosen) - {"radius_km"}:
        yield way(_("Without the filters"), **no_filters)
    if centred:
        yield way(_("In all places"), **nowhere)
    kinds = {JOBS: _("Jobs"), COURSES: _("Courses"), OVERSEAS: _("Jobs overseas")}
    for kind, text in kinds.items():
        if kind != asked.kind:
            yield way(text, kind, **no_filters)
    yield way(_("Only your words, without place and filters"), **no_filters, **nowhere)
    if asked.words:
        yield way(_("Everything here, without your words"), q=None, **no_filters)
        yield way(_("Everything that is open"), q=None, **no_filters, **nowhere)
