"""What somebody asks for on the result page: the parameters of an address, read for people.

Programs are refused for one wrong parameter. People are told at the field and see what the rest
of their search finds. They write places in words; here these become codes.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from frontend.forms.meanings import areas, place_label
from portal.reference.places import HOME_PROVINCE, gazetteer, is_place
from portal.search.params import SearchParams
from portal.search.registry import Json

JOBS, OVERSEAS, COURSES = "vacancy", "overseas", "course"
PAGE_OF_KIND = {JOBS: "search", OVERSEAS: "search", COURSES: "courses"}
# What narrows beside words and place, in the order of the sheet.
FILTERS = (
    *("radius_km", "occupation", "pay_min", "level", "shift", "welfare", "industry"),
    *("posted_after", "skill"),
)
SEVERAL = ("occupation", "skill", "industry", "level", "shift", "welfare")
# What a course has not, or has in other codes.
ONLY_ONE_SIDE = ("pay_min", "level", "welfare")
POSITION = ("lat", "lon")
# Looking up a name takes a moment: enough for what people type, too little to stall the page.
MOST_PLACES = 8
LONGEST_PLACE = 120
# What others hang onto a shared link.
_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class Asked:
    """A search as its page shows it. `query` holds the address without what was wrong."""

    kind: str
    query: QueryDict
    params: Json | None
    """Values of SearchParams; None where the words themselves cannot be searched for."""
    errors: Errors = field(default_factory=dict)
    kind_said: bool = False
    """The address names the kind, and so it stays, whatever the words ask for."""
    place_text: str = ""
    """The place as it stands in the box."""
    place_choices: tuple[str, ...] = ()
    """Codes of the places that the typed name may mean, where it is more than one."""

    @property
    def words(self) -> str:
        return self.query.get("q", "")

    @property
    def places(self) -> list[str]:
        return self.query.getlist("place")

    @property
    def chosen(self) -> list[str]:
        """Names of the filters that are set."""
        return [name for name in FILTERS if name in self.query]

    def url(self, kind: str = "", /, **changes: Any) -> str:
        """The address of this search with other values; None takes one away."""
        # A link to jobs names them, for words that ask for something else lead away from there.
        return _address(
            kind or self.kind, self._changed(changes), named=bool(kind) or self.kind_said
        )

    def _changed(self, changes: dict[str, Any]) -> QueryDict:
        query = self.query.copy()
        for name, value in {"page": None, **changes}.items():
            query.setlist(name, value if isinstance(value, list) else [str(value)])
            if value is None or value == []:
                del query[name]
        if not query.keys() & {"place", *POSITION}:
            # Without a centre nothing is near.
            query.pop("radius_km", None)
            if query.get("sort") == "distance":
                del query["sort"]
        return query

    def hidden(self, *shown: str) -> list[tuple[str, str]]:
        """What a form must send along for everything but the fields that it shows."""
        kept = self._changed(dict.fromkeys(shown))
        pairs = [(name, value) for name, values in kept.lists() for value in values]
        return [*pairs, ("kind", self.kind)] if self.kind_said else pairs


def _address(kind: str, query: QueryDict, *, named: bool = True) -> str:
    query = query.copy()
    if named and kind != COURSES:
        query["kind"] = kind
    path = reverse(PAGE_OF_KIND[kind])
    return f"{path}?{query.urlencode()}" if query else path


def elsewhere(data: QueryDict, kind: str) -> str:
    """Where a search belongs that came to the page of another kind; empty where it is right."""
    wanted = data.get("kind", kind)
    if wanted not in PAGE_OF_KIND or PAGE_OF_KIND[wanted] == PAGE_OF_KIND[kind]:
        return ""
    query = data.copy()
    del query["kind"]
    return _address(wanted, query)


def read(data: QueryDict, kind: str) -> Asked:
    """Reads the parameters of the page of a kind; whatever they are, never raises."""
    query = QueryDict(mutable=True)
    for name, values in data.lists():
        given = [value for value in values if value.strip()]
        if given and not name.startswith(_TRACKING):
            query.setlist(name, given)
    errors: Errors = {}
    said = "kind" in query
    wanted = ",".join(query.pop("kind", [kind]))
    if wanted in PAGE_OF_KIND:
        kind = wanted
    else:
        errors["kind"] = [_("“%(value)s” is not in the list.") % {"value": wanted}]
    for name in SEVERAL:
        if name in query:
            values = [v.strip() for given in query.getlist(name) for v in given.split(",")]
            query.setlist(name, list(dict.fromkeys(filter(None, values))))
    text, choices = _read_places(query, errors)
    params = _clean(query, kind, errors)
    return Asked(kind, query, params, errors, said, text, choices)


def _read_places(query: QueryDict, errors: Errors) -> tuple[str, tuple[str, ...]]:
    """Puts codes for names; the text of the box, and what it may mean if that is not clear."""
    codes: list[str] = []
    choices: tuple[str, ...] = ()
    text = ""
    for typed in query.getlist("place")[:MOST_PLACES]:
        parts = [part.strip() for part in typed.split(",")]
        meant = parts if all(map(is_place, parts)) else _meant_by(typed)
        if not meant:
            text = typed
            errors["place"] = [
                _("We know no place called “%(place)s”. Write a ward, commune or old district.")
                % {"place": Truncator(typed).chars(LONGEST_PLACE)}
            ]
        elif len(meant) > 1 and meant != parts:
            text, choices = typed, tuple(meant)
        codes += meant
    codes = list(dict.fromkeys(codes))
    query.setlist("place", codes)
    if not codes:
        del query["place"]
    if len(codes) == 1 and not text:
        text = place_label(codes[0])
    return text, choices


def _meant_by(typed: str) -> list[str]:
    """Codes of the places that a name may mean: of those here, if it is one here."""
    if len(typed) > LONGEST_PLACE:
        return []
    read_as = areas(typed)
    if read_as.sure:
        return [read_as.sure]
    if not read_as.known:
        # What is only spelt alike would be another search.
        return []
    places = gazetteer().places
    codes = [code for code, _label in read_as.choices]
    here = [code for code in codes if places[code].province == HOME_PROVINCE]
    return (here or codes)[:MOST_PLACES]


def _clean(query: QueryDict, kind: str, errors: Errors) -> Json | None:
    """Values of SearchParams; what is wrong goes from the query to the errors."""
    while True:
        given = query.copy()
        given["kind"] = kind
        try:
            params = SearchParams.read(given)
        except ValidationError as error:
            found: dict[str, list[Any]] = dict(error.detail)  # type: ignore[arg-type]
        else:
            return None if "q" in errors else params
        if found.keys() & set(POSITION):
            # Half a position is none.
            found |= {name: found.get(name, []) for name in POSITION}
        for name, messages in found.items():
            # What only became wrong by leaving out something else is told there already.
            if messages and not (name in ("radius_km", "sort") and _lost_centre(errors)):
                errors.setdefault(name, [str(message) for message in messages])
            query.pop(name, None)
        if not found.keys() & given.keys():
            return None


def _lost_centre(errors: Errors) -> bool:
    return bool(errors.keys() & {"place", *POSITION})
