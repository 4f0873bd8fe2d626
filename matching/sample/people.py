"""A seeker with all that hangs on them, and how they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.sample.chance import Chance
from matching.sample.organisations import store_users
from portal.accounts.models import User
from portal.people.models import Consent, Experience, JobWish, Person, PersonSkill
from portal.people.services import CONSENT_TEXT_VERSION
from training.models import CourseRecord

# How many agree to each purpose.
CONSENTS: dict[str, float] = {
    Consent.Purpose.MATCHING: 0.93,
    Consent.Purpose.CANDIDATE_SEARCH: 0.62,
    Consent.Purpose.NOTICES: 0.68,
}


@dataclass
class Seeker:
    """A person, not stored yet, with all that hangs on them."""

    user: User
    person: Person
    wish: JobWish
    wanted: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)
    """Skills of finished courses."""
    experiences: list[Experience] = field(default_factory=list)
    records: list[CourseRecord] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)

    @property
    def sources(self) -> dict[str, PersonSkill.Source]:
        """Each skill, and whether it comes from a course or is the person's own word."""
        stated = dict.fromkeys(self.skills, PersonSkill.Source.STATED)
        return dict.fromkeys(self.gained, PersonSkill.Source.COURSE) | stated


def agree(seeker: Seeker, purposes: Mapping[str, float], chance: Chance) -> None:
    """Records the consents, each with its probability."""
    seeker.consents += [
        Consent(person=seeker.person, purpose=purpose, text_version=CONSENT_TEXT_VERSION)
        for purpose, share in purposes.items()
        if chance.maybe(share)
    ]


def store(seekers: list[Seeker]) -> None:
    """Stores the people; who finished a course has its skills as well."""
    store_users([seeker.user for seeker in seekers if seeker.user.pk is None])
    Person.objects.bulk_create(seeker.person for seeker in seekers)
    for seeker in seekers:
        seeker.person.created_at = seeker.user.date_joined
    Person.objects.bulk_update([s.person for s in seekers], ["created_at"], batch_size=500)
    JobWish.objects.bulk_create(seeker.wish for seeker in seekers)
    wishes = JobWish.occupations.through
    wishes.objects.bulk_create(
        wishes(jobwish_id=seeker.wish.pk, occupation_id=occupation)
        for seeker in seekers
        for occupation in seeker.wanted
    )
    Experience.objects.bulk_create(e for seeker in seekers for e in seeker.experiences)
    CourseRecord.objects.bulk_create(r for seeker in seekers for r in seeker.records)
    Consent.objects.bulk_create(c for seeker in seekers for c in seeker.consents)
    PersonSkill.objects.bulk_create(
        PersonSkill(person=seeker.person, skill_id=skill, source=source)
        for seeker in seekers
        for skill, source in seeker.sources.items()
    )
