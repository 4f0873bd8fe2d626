"""Every write to synonyms. Each call is one transaction; what is in force changes in every
process within seconds (`portal.search.synonyms`), and nothing is indexed anew."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.search import synonyms
from portal.search.models import Synonym, SynonymRevision
from portal.search.query_log import normalised
from portal.search.synonym_rules import clean_phrase


@dataclass(frozen=True)
class Proposal:
    """Words that people use and a concept that they may mean, with the figures why: how often
    they were searched for, how often nothing was found, and the known name that is alike, 0–100."""

    phrase: str
    kind: str
    concept: str
    searches: int
    zero_hits: int
    like: str
    likeness: int


@transaction.atomic
def propose(proposals: Iterable[Proposal]) -> int:
    """Puts synonyms before the centre; returns how many are new. What was decided stays as it
    is: what was rejected does not come again."""
    rows = [
        Synonym(
            phrase=p.phrase,
            kind=p.kind,
            concept=p.concept,
            source=Synonym.Source.QUESTIONS,
            searches=p.searches,
            zero_hits=p.zero_hits,
            like=p.like[:200],
            likeness=p.likeness,
        )
        for p in proposals
    ]
    before = Synonym.objects.count()
    Synonym.objects.bulk_create(rows, ignore_conflicts=True)
    return Synonym.objects.count() - before


@transaction.atomic
def add_synonym(*, phrase: str, kind: str, concept: str, by: User) -> Synonym:
    """Puts own words for a concept in force, also where they were rejected before. Raises
    ValidationError (see `clean_phrase`)."""
    _one_after_the_other()
    words = clean_phrase(phrase, kind=kind, concept=concept, taken=_in_force([normalised(phrase)]))
    row, _made = Synonym.objects.get_or_create(
        phrase=words, kind=kind, concept=concept, defaults={"source": Synonym.Source.STAFF}
    )
    _decide([row], Synonym.Status.ACCEPTED, by)
    return row


@transaction.atomic
def accept(*, ids: Collection[int], by: User) -> tuple[list[Synonym], list[tuple[Synonym, str]]]:
    """Puts proposed or rejected synonyms in force; returns those that are now, and those that
    cannot be with the reason. What was decided so before stays as it was."""
    _one_after_the_other()
    done: list[Synonym] = []
    refused: list[tuple[Synonym, str]] = []
    rows = list(_chosen(ids).exclude(status=Synonym.Status.ACCEPTED))
    taken = _in_force(row.phrase for row in rows)
    for row in rows:
        try:
            clean_phrase(row.phrase, kind=row.kind, concept=row.concept, taken=taken)
        except ValidationError as error:
            refused.append((row, " ".join(error.messages)))
        else:
            taken.add(row.phrase)
            done.append(row)
    _decide(done, Synonym.Status.ACCEPTED, by)
    return done, refused


@transaction.atomic
def reject(*, ids: Collection[int], by: User) -> list[Synonym]:
    """Turns proposals down, so that they are never proposed again."""
    _one_after_the_other()
    rows = list(_chosen(ids).filter(status=Synonym.Status.PROPOSED))
    _decide(rows, Synonym.Status.REJECTED, by)
    return rows


@transaction.atomic
def withdraw(*, ids: Collection[int], by: User) -> list[Synonym]:
    """Takes synonyms out of force; they are not proposed again."""
    _one_after_the_other()
    rows = list(_chosen(ids).filter(status=Synonym.Status.ACCEPTED))
    _decide(rows, Synonym.Status.REJECTED, by)
    return rows


def _chosen(ids: Collection[int]) -> QuerySet[Synonym]:
    return Synonym.objects.filter(pk__in=ids).order_by("-zero_hits", "-likeness", "pk")


def _in_force(phrases: Iterable[str]) -> set[str]:
    found = Synonym.objects.filter(status=Synonym.Status.ACCEPTED, phrase__in=phrases)
    return set(found.values_list("phrase", flat=True))


def _one_after_the_other() -> None:
    """Lets decisions wait for each other, so that none misses what another one puts in force."""
    SynonymRevision.objects.get_or_create(pk=synonyms.ROW, defaults={"token": uuid4()})
    SynonymRevision.objects.select_for_update().get(pk=synonyms.ROW)


def _decide(rows: list[Synonym], status: str, by: User) -> None:
    if not rows:
        return
    for row in rows:
        row.status, row.decided_by, row.decided_at = status, by, timezone.now()
    Synonym.objects.bulk_update(rows, ["status", "decided_by", "decided_at"])
    SynonymRevision.objects.filter(pk=synonyms.ROW).update(token=uuid4())
    transaction.on_commit(synonyms.forget)
