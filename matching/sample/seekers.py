"""People who look for work: what they did and can, what they want, what they agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from matching.sample import names
from matching.sample.chance import Chance, shares
from matching.sample.city import City
from matching.sample.courses import Teaching
from matching.sample.data import tree
from matching.sample.organisations import Employer, branches, store_users
from matching.sample.places import Place, hamlet, home
from matching.sample.style import bare, lower_first
from portal.accounts.models import User
from portal.people.models import Consent, Experience, JobWish, Person, PersonSkill
from portal.people.services import CONSENT_TEXT_VERSION, STEPS
from portal.reference.places import HOME_PROVINCE, distance_km
from training.models import Course, CourseRecord

MILLION = 1_000_000
# How many agree to each purpose.
CONSENTS = {
    Consent.Purpose.MATCHING: 0.93,
    Consent.Purpose.CANDIDATE_SEARCH: 0.62,
    Consent.Purpose.NOTICES: 0.68,
}
RURAL_GROUPS = {"rural-worker", "land-lost"}
YOUTH_UNTIL, OLDER_FROM = 30, 50
AT_HOME = ["Làm ở nhà", "Ruộng nhà", "Làm tự do"]
SOMEWHERE = [
    "Xưởng gần nhà",
    "Công ty cũ",
    "Làm thuê cho chủ thầu",
    "Công ty trong khu công nghiệp",
    "",
]
FARMING = {"6111", "6112", "6113", "6114", "6121", "6122", "6130", "6221", "6222"}
PARKS_WANTED = {
    "rural": ["park-trang-due", "park-an-lao", "park-tan-lien", "park-tien-lang", "park-dinh-vu"],
    "thuy-nguyen": ["park-vsip-hai-phong", "park-nam-cau-kien"],
    "suburb": ["park-trang-due", "park-nomura", "park-an-duong", "park-dinh-vu"],
    "hai-duong-rural": ["park-tan-truong", "park-dai-an", "park-phu-thai", "park-lai-vu"],
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
    def sources(self) -> dict[str, str]:
        """Each skill, and whether it comes from a course or is the person's own word."""
        stated = dict.fromkeys(self.skills, PersonSkill.Source.STATED)
        return dict.fromkeys(self.gained, PersonSkill.Source.COURSE) | stated


class Seekers:
    """Makes seekers who fit the city: courses that exist there, employers that they worked for."""

    def __init__(self, city: City, employers: list[Employer], teachings: list[Teaching]) -> None:
        self.city = city
        self.courses: dict[str, list[Teaching]] = {}
        for teaching in teachings:
            if teaching.row.status == Course.Status.PUBLISHED:
                self.courses.setdefault(teaching.kind, []).append(teaching)
        self.worked_at: dict[str, list[str]] = {}
        for employer in employers:
            for what in branches().get(employer.branch, {"trades": {}})["trades"]:
                self.worked_at.setdefault(what, []).append(employer.row.name)

    def make(self, count: int) -> list[Seeker]:
        """So many seekers, of all kinds in proportion."""
        chance = self.city.chance("seekers")
        personas = tree("personas")
        counts = shares(count, [persona["share"] for persona in personas.values()])
        return [
            self._seeker(chance, persona)
            for persona, number in zip(personas.values(), counts, strict=True)
            for _ in range(number)
        ]

    def _seeker(self, chance: Chance, persona: dict[str, Any]) -> Seeker:
        age = chance.randint(*persona["age"])
        sex = names.FEMALE if chance.maybe(persona["female"]) else names.MALE
        place = home(self.city, chance, persona["homes"])
        joined = self.city.days_ago(int(chance.logarithmic(1, 420)), chance)
        full_name = names.person(chance, sex, age)
        by_mail = chance.maybe(0.5 if persona["cmkt"].get("university") else 0.06)
        phone = self.city.phone()
        user = User(
            full_name=full_name,
            phone=phone if not by_mail or chance.maybe(0.7) else None,
            # The number is unique, so the address is.
            email=names.email(full_name, int(phone[-6:])) if by_mail else None,
            phone_verified=True,
            date_joined=joined,
            is_sample=True,
        )
        person = Person(
            user=user,
            full_name=full_name,
            birth_date=self._born(chance, age),
            sex=sex if not chance.maybe(0.03) else "",
            unit=place.unit if not chance.maybe(0.02) else None,
            hamlet=hamlet(chance, place),
            rural=place.unit.is_rural and not chance.maybe(0.08),
            education=chance.pick(persona["education"]),
            cmkt=chance.pick(persona["cmkt"]),
            languages=_languages(chance, persona),
            soft_skills=chance.some(persona["soft"], chance.randint(0, 3)),
            priority_groups=_groups(chance, persona, place, age, sex),
            about=_typed(chance, chance.choice(persona["about"])) if chance.maybe(0.62) else "",
            # Some have found work since.
            seeking=not chance.maybe(0.07),
            is_sample=True,
        )
        if majors := persona.get("majors"):
            person.major = chance.choice(majors)
        seeker = Seeker(user, person, JobWish(person=person))
        self._courses(chance, persona, seeker)
        self._past(chance, persona, seeker, age)
        self._want(chance, persona, seeker, place)
        agree(seeker, CONSENTS, chance)
        person.steps_done = (
            list(STEPS) if chance.maybe(0.74) else list(STEPS[: chance.randint(1, 5)])
        )
        return seeker

    def _born(self, chance: Chance, age: int) -> date:
        return self.city.today.date() - timedelta(days=int(age * 365.25) + chance.randrange(365))

    def _courses(self, chance: Chance, persona: dict[str, Any], seeker: Seeker) -> None:
        for state, share in (
            (CourseRecord.State.FINISHED, persona["learnt"]),
            (CourseRecord.State.STUDYING, persona["learning"]),
        ):
            possible = [t for t in persona["courses"] if t in self.courses]
            if possible and chance.maybe(share):
                self.attend(chance, seeker, chance.choice(possible), state)

    def attend(self, chance: Chance, seeker: Seeker, title: str, state: str) -> None:
        """Has the person attend a course of that kind, the nearer of two; twice is once."""
        offered = self.courses[title]
        teaching = min(chance.some(offered, 2), key=lambda t: _way(seeker.person, t))
        if any(record.course is teaching.row for record in seeker.records):
            return
        finished = state == CourseRecord.State.FINISHED
        day = self.city.today.date() - timedelta(days=int(chance.logarithmic(20, 600)))
        seeker.records.append(
            CourseRecord(
                person=seeker.person,
                course=teaching.row,
                state=state,
                finished_on=day if finished else None,
            )
        )
        if finished:
            seeker.gained += teaching.skills
            seeker.person.major = seeker.person.major or title.split(" (")[0]

    def _past(self, chance: Chance, persona: dict[str, Any], seeker: Seeker, age: int) -> None:
        low, high = persona["months"]
        total = chance.randint(low, min(high, max(low, (age - 17) * 12)))
        if not total:
            return
        first = chance.pick(persona["past"])
        jobs = [first]
        if total > 30 and chance.maybe(0.46):
            jobs.append(chance.pick(persona["past"]))
        left = total
        for number, occupation in enumerate(dict.fromkeys(jobs)):
            months = left if number == len(set(jobs)) - 1 else max(2, round(left * 0.6))
            left -= months
            seeker.experiences.append(
                Experience(
                    person=seeker.person,
                    title=self._named(chance, occupation),
                    # One in six writes it in words only.
                    occupation_id=occupation if not chance.maybe(0.16) else None,
                    employer=self._employer(chance, occupation),
                    months=months,
                )
            )
            essential, optional = self.city.skills.get(occupation, ([], []))
            if chance.maybe(0.78):
                known = 0.3 + min(months, 48) / 48 * 0.5
                seeker.skills += [s for s in essential if chance.maybe(known)]
                seeker.skills += [s for s in optional if chance.maybe(known / 3)]
        seeker.person.experience_months = min(total, 720)

    def _named(self, chance: Chance, occupation: str) -> str:
        """The work in the person's own words."""
        if trade := self.city.trades.get(occupation):
            return _typed(chance, chance.choice(trade.titles))
        row = self.city.occupations[occupation]
        return _typed(chance, chance.choice([row.label_vi, *row.synonyms_vi[:4]]))

    def _employer(self, chance: Chance, occupation: str) -> str:
        if self.city.occupations[occupation].isco_code in FARMING:
            return chance.choice(AT_HOME)
        trade = self.city.trades.get(occupation)
        known = self.worked_at.get(trade.family if trade else "", [])
        return chance.choice(known) if known and chance.maybe(0.4) else chance.choice(SOMEWHERE)

    def _want(self, chance: Chance, persona: dict[str, Any], seeker: Seeker, place: Place) -> None:
        wanted = dict.fromkeys(chance.pick(persona["wanted"]) for _ in range(chance.randint(1, 3)))
        wish = seeker.wish
        # Some type what they look for, some choose from the list, some do both.
        if chance.maybe(0.34):
            wish.title = self._named(chance, next(iter(wanted))).lower()
        if not wish.title or chance.maybe(0.5):
            seeker.wanted = list(wanted)
        low, high = persona["pay"]
        if chance.maybe(0.82):
            wish.pay_min = round(chance.uniform(low, high) * 2) * MILLION // 2
        wish.max_distance_km = max(1, round(chance.uniform(*persona["distance"])))
        shift = chance.pick(persona["shifts"])
        wish.shifts = shift.split("+") if shift else []
        part_time = chance.maybe(persona.get("part_time", 0))
        if part_time:
            wish.employment_types = ["part-time"]
        elif chance.maybe(0.5):
            wish.employment_types = ["full-time"]
        wish.needs_shuttle = chance.maybe(persona["shuttle"])
        wish.needs_dormitory = chance.maybe(persona["dormitory"])
        wish.overseas = chance.maybe(persona["overseas"])
        wish.train = chance.maybe(persona["train"])
        wish.places = _places(chance, place)


def _way(person: Person, teaching: Teaching) -> float:
    there = teaching.row.unit
    home = person.unit or there
    return distance_km(home.lat, home.lon, there.lat, there.lon)


def _languages(chance: Chance, persona: dict[str, Any]) -> list[str]:
    return [code for code, share in persona.get("languages", {}).items() if chance.maybe(share)]


def _groups(chance: Chance, persona: dict[str, Any], place: Place, age: int, sex: str) -> list[str]:
    found = [code for code, share in persona["groups"].items() if chance.maybe(share)]
    if not place.unit.is_rural:
        found = [code for code in found if code not in RURAL_GROUPS]
    if age > YOUTH_UNTIL:
        found = [code for code in found if code != "youth"]
    if age < OLDER_FROM:
        found = [code for code in found if code != "older-worker"]
    if sex != names.FEMALE:
        found = [code for code in found if code != "laid-off-woman"]
    return found


def _typed(chance: Chance, text: str) -> str:
    """As people type on a phone: some without capitals, some without tone marks."""
    if chance.maybe(0.3):
        text = lower_first(text)
    return bare(text) if chance.maybe(0.1) else text


def _places(chance: Chance, place: Place) -> list[str]:
    if chance.maybe(0.2) and place.zone in PARKS_WANTED:
        return chance.some(PARKS_WANTED[place.zone], chance.randint(1, 2))
    if chance.maybe(0.1):
        return [place.unit.code]
    return [HOME_PROVINCE] if chance.maybe(0.05) else []


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
