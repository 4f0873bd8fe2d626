"""What a centre and the employment service centre count and claim; reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.people.models import Person
from portal.reference.codes import labels
from training.enrolment.models import Enrolment, SupportClaim
from training.models import Intake

Status = Enrolment.Status
PASSED = (Status.COMPLETED, Status.CERTIFIED)


@dataclass
class Counts:
    """Of one group of learners: all who enrolled for good, those who finished, those certified."""

    label: str
    enrolled: int = 0
    completed: int = 0
    certified: int = 0
    failed: int = 0
    left: int = 0

    def add(self, status: str) -> None:
        self.enrolled += 1
        self.completed += status in PASSED
        self.certified += status == Status.CERTIFIED
        self.failed += status == Status.FAILED
        self.left += status == Status.LEFT

    @property
    def figures(self) -> list[int]:
        return [self.enrolled, self.completed, self.certified, self.failed, self.left]


@dataclass
class Part:
    """The same learners, told apart by one thing: a row for each of its values."""

    title: str
    rows: list[Counts] = field(default_factory=list)


def learner_report(learners: QuerySet[Enrolment]) -> list[Part]:
    """Counts by sex, supported group, commune and course of those who had a seat when the class
    began. Groups come from the claim alone, not from what the profile says; two queries."""
    rows = learners.filter(status__in=[*Enrolment.TAUGHT, Status.LEFT])
    rows = rows.select_related("person__unit", "intake__course", "claim")
    groups = labels("priority_groups")
    sexes = dict(Person.Sex.choices)
    unknown = _("not stated")
    total = Counts(_("All"))
    by: dict[str, dict[str, Counts]] = {"sex": {}, "group": {}, "commune": {}, "course": {}}
    for row in rows:
        claim: SupportClaim | None = getattr(row, "claim", None)
        group = _("without support")
        if claim is not None and claim.state == SupportClaim.State.APPROVED:
            group = groups.get(claim.group, claim.group)
        where: dict[str, str] = {
            "sex": str(sexes.get(row.person.sex, unknown)),
            "group": group,
            "commune": str(row.person.unit) if row.person.unit else unknown,
            "course": row.course.title,
        }
        total.add(row.status)
        for name, label in where.items():
            by[name].setdefault(label, Counts(label)).add(row.status)

    def part(name: str, title: str) -> Part:
        return Part(title, sorted(by[name].values(), key=lambda c: (-c.enrolled, c.label)))

    return [
        Part(_("All learners"), [total]),
        part("sex", _("By sex")),
        part("group", _("By supported group")),
        part("commune", _("By commune")),
        part("course", _("By course")),
    ]


@dataclass(frozen=True)
class ClaimRow:
    """A line of the list with which a centre claims the support; amounts in VND."""

    number: int
    name: str
    born: date | None
    sex: str
    commune: str
    group: str
    days: int | None
    distance_km: Any
    tuition: int
    meals: int
    travel: int
    total: int
    decision: str
    state: str
    provisional: bool


@dataclass(frozen=True)
class ClaimList:
    rows: list[ClaimRow]

    def sum_of(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.rows)

    @property
    def totals(self) -> dict[str, int]:
        """VND, by kind and in all."""
        return {name: self.sum_of(name) for name in ("tuition", "meals", "travel", "total")}

    @property
    def provisional(self) -> bool:
        return any(row.provisional for row in self.rows)


def claim_list(intake: Intake) -> ClaimList:
    """All claims of a class that were not refused, by name; one query."""
    claims = SupportClaim.objects.filter(
        enrolment__intake=intake,
        state__in=[SupportClaim.State.CLAIMED, SupportClaim.State.APPROVED],
    ).exclude(enrolment__status__in=[Status.CANCELLED, Status.REFUSED])
    claims = claims.select_related("person__unit", "decision")
    return ClaimList(list(_rows(claims.order_by("person__full_name", "pk"))))


def _rows(claims: Iterable[SupportClaim]) -> Iterable[ClaimRow]:
    groups = labels("priority_groups")
    for number, claim in enumerate(claims, start=1):
        person = claim.person
        decision = getattr(claim, "decision", None)
        yield ClaimRow(
            number=number,
            name=person.full_name or str(person),
            born=person.birth_date,
            sex=person.get_sex_display(),
            commune=str(person.unit) if person.unit else "",
            group=groups.get(claim.group, claim.group),
            days=claim.study_days,
            distance_km=claim.distance_km,
            tuition=claim.part("tuition"),
            meals=claim.part("meals"),
            travel=claim.part("travel"),
            total=claim.amount,
            decision=claim.insurance_decision or (decision.number if decision else ""),
            state=claim.get_state_display(),
            provisional=claim.provisional,
        )
