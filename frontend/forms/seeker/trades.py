"""Which occupation people mean by what they call their work."""

from collections.abc import Mapping, Sequence

from frontend.forms.meanings import LIKELY, MOST_OCCUPATIONS, Meanings, nearest_occupations
from portal.reference.catalogue import catalogue
from portal.reference.titles import Match
from portal.textfold import fold

# Below this certainty, or this part of the best one's, a proposal only confuses.
LEAST_CERTAINTY, LEAST_OF_BEST = 0.2, 0.5
# So certain, and the next one at most this part of it: nothing else is meant. No slip of the pen
# is read with more than .9.
CERTAIN, NEXT_BEHIND = 0.91, 0.6
# Of so many other occupations a word names the kind: "lái xe", of a car, a lorry, a coach …
SEVERAL = 3


def trades(text: str) -> Meanings:
    """Occupations that a title may mean, best first; sure where it is clear which one is meant.
    A title that nothing is called like may still be near to something."""
    read = catalogue().read_title(text, MOST_OCCUPATIONS)
    if not read or read[0].score < LEAST_CERTAINTY:
        return nearest_occupations(text)
    least = max(LEAST_CERTAINTY, LEAST_OF_BEST * read[0].score)
    known = catalogue().occupations
    found = tuple((m.id, known[m.id].label) for m in read if m.score >= least)
    likely = read[0].id if read[0].score >= LIKELY else ""
    return Meanings(found, _clear(text, read), likely)


def _clear(text: str, read: Sequence[Match]) -> str:
    """The one that is meant beyond doubt, if there is one."""
    typed = fold(text)
    labels = {o.id: (fold(o.label_vi), fold(o.label_en)) for o in catalogue().occupations.values()}
    called = catalogue().occupations_called(text)
    labelled = [code for code in called if typed in labels[code]]
    if labelled:
        return labelled[0] if len(labelled) == 1 else ""
    kinds = [
        code
        for code, both in labels.items()
        if code not in called and any(label.startswith(f"{typed} ") for label in both)
    ]
    if len(kinds) >= SEVERAL:
        return ""
    if called:
        return called[0] if len(called) == 1 else ""
    best, behind = read[0], read[1].score if len(read) > 1 else 0
    return best.id if best.score >= CERTAIN and behind <= NEXT_BEHIND * best.score else ""


def taken_for(sure: Mapping[str, str]) -> list[str]:
    """The labels of occupations, by the words for them, that are called otherwise."""
    known = catalogue().occupations
    pairs = [(word, known[code].label) for word, code in sure.items() if code in known]
    return [label for word, label in pairs if fold(word) != fold(label)]
