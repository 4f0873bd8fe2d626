"""From where the reader would travel: their home, or a place that the address of the page names."""

import math
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from frontend import formats
from portal.people.models import Person
from portal.reference.models import IndustrialPark, Unit
from portal.reference.places import distance_km, gazetteer


@dataclass(frozen=True)
class Here:
    """A point, or none where it is not known; `label` names it, empty for home or a position."""

    lat: float | None = None
    lon: float | None = None
    island: str = ""
    label: str = ""
    home: bool = False

    def km_to(self, unit: Unit | None, park: IndustrialPark | None = None) -> float | None:
        """Kilometres as the crow flies; None where unknown or across water."""
        if unit is None or self.lat is None or self.lon is None:
            return None
        if self.island != (unit.pk if unit.island else ""):
            return None
        point = park or unit
        return distance_km(self.lat, self.lon, point.lat, point.lon)

    def words(self, km: float | None) -> str:
        """`cách nhà bạn 6 km`; empty where the distance is not known."""
        if km is None:
            return ""
        distance = {"distance": formats.distance(km), "place": self.label}
        if self.home:
            return _("%(distance)s from your home") % distance
        if self.label:
            return _("%(distance)s from %(place)s") % distance
        return _("%(distance)s from you") % distance


def here(request: HttpRequest, person: Person | None) -> Here:
    """Home where it is known, else `place` (a code) or `lat` and `lon`; what they do not make
    sense of is left aside, since a page is no form."""
    places = gazetteer().places
    if person is not None and person.unit_id in places:
        home = places[person.unit_id]
        return Here(home.lat, home.lon, home.island, home=True)
    for code in request.GET.getlist("place"):
        place = places.get(code)
        # From the middle of a whole province, a distance says nothing.
        if place is not None and place.kind != "province":
            return Here(place.lat, place.lon, place.island, place.label)
    lat, lon = _degrees(request, "lat", 90), _degrees(request, "lon", 180)
    return Here(lat, lon)


def _degrees(request: HttpRequest, name: str, most: int) -> float | None:
    try:
        value = float(request.GET.get(name, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None
