"""What the engine finds for saved searches in one run: a search that many saved is asked once."""

import math
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime

from portal.alerts import params
from portal.alerts.models import SavedSearch
from portal.search.batch import SEARCHES_A_REQUEST, Found, newest

# Of one search: more than anybody reads of a day.
MOST_HITS = 50
# Searches whose answers are kept for the next batches; those that many saved stay among them.
MOST_KEPT = 5000

Wanted = tuple[SavedSearch, datetime]


class Answers:
    """`searches` and `requests` count what went to the engine.

    Everything is asked for from `floor` on, or earlier where somebody needs it: newest first and
    cut, what is left of a longer answer is exactly the answer for a later moment.
    """

    def __init__(self, floor: datetime) -> None:
        self.floor = floor
        self.searches = self.requests = 0
        self._kept: OrderedDict[str, tuple[datetime, list[Found]]] = OrderedDict()

    def of(self, wanted: Iterable[Wanted]) -> dict[int, list[Found]]:
        """By id of the search, what it finds that was published from the moment beside it on,
        newest first. Raises EngineAwayError."""
        wanted = list(wanted)
        self._forget()
        self._ask(wanted)
        found = {}
        for search, since in wanted:
            _floor, hits = self._kept[search.fingerprint]
            found[search.pk] = [hit for hit in hits if hit.published_at >= since]
        return found

    def _ask(self, wanted: list[Wanted]) -> None:
        missing: dict[str, tuple[SavedSearch, datetime]] = {}
        for search, since in wanted:
            key = search.fingerprint
            kept = self._kept.get(key)
            if kept and kept[0] <= since:
                self._kept.move_to_end(key)
                continue
            earliest = min(since, missing[key][1] if key in missing else self.floor)
            missing[key] = (search, earliest)
        asked = params.for_search(search.params for search, _since in missing.values())
        floors = [since for _search, since in missing.values()]
        answers = newest(list(zip(asked, floors, strict=True)), MOST_HITS)
        for key, since, hits in zip(missing, floors, answers, strict=True):
            self._kept[key] = (since, hits)
            self._kept.move_to_end(key)
        self.searches += len(missing)
        self.requests += math.ceil(len(missing) / SEARCHES_A_REQUEST)

    def _forget(self) -> None:
        """Before a batch, never within it: what the batch asked for is needed to its end."""
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
