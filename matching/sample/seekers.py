"""People who look for work: what they did and can, what they want, what they agreed to."""

from datetime import date, timedelta
from typing import Any

from matching.sample import names
from matching.sample.chance import Chance, shares
from matching.sample.city import City
from matching.sample.courses import Teaching
from matching.sample.data import tree
from matching.sample.organisations import Employer
from matching.sample.people import CONSENTS, Seeker, agree
from matching.sample.places import Place, hamlet, home
from matching.sample.style import bare, lower_first
from portal.accounts.models import User
from portal.people.models import Experience, JobWish, Person
from portal.people.services import STEPS
from portal.reference.places import HOME_PROVINCE, distance_km
from training.models import Course, CourseRecord

MILLION = 1_000_000
RURAL_GROUPS = {"rural-worker", "land-lost"}
YOUTH_UNTIL, OLDER_FROM = 30, 50
# They registered before the first vacancy and the first class of the two years.
FORMER_DAYS = (740, 900)
# Where somebody worked who does not name a company, by the voice of the trade's ads.
SOMEWHERE = {
    "factory": ["Công ty trong khu công nghiệp", "Công ty cũ", "Nhà máy ở An Dương", ""],
    "trade": ["Xưởng gần nhà", "Làm thuê cho chủ thầu", "Công ty cũ", ""],
    "office": ["Công ty cũ", "Công ty thương mại ở Hải Phòng", ""],
    "shop": ["Quán gần nhà", "Cửa hàng ở chợ", "Làm thêm", ""],
    "home": ["Nhà quen", "Gia đình ở nội thành", ""],
    "farm": ["Làm ở nhà", "Ruộng nhà", "Làm tự do"],
}
INTERNSHIP_MONTHS = 6
AT_SEA = ["Tàu nhà", "Bè nhà", "Tàu cá ở xã", ""]
PARKS_WANTED = {
    "rural": ["park-trang-due", "park-an-lao", "park-tan-lien", "park-tien-lang", "park-dinh-vu"],
    "thuy-nguyen": ["park-vsip-hai-phong", "park-nam-cau-kien"],
    "suburb": ["park-trang-due", "park-nomura", "park-an-duong", "park-dinh-vu"],
    "hai-duong-rural": ["park-tan-truong", "park-dai-an", "park-phu-thai", "park-lai-vu"],
}


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
            for what in employer.kind["trades"]:
                self.worked_at.setdefault(what, []).append(employer.row.name)

    def make(self, count: int) -> list[Seeker]:
        """So many seekers, of all kinds in proportion."""
        return self._make(self.city.chance("seekers"), count)

    def make_former(self, count: int) -> list[Seeker]:
        """So many who looked for work in the past two years and no longer do."""
        chance = self.city.chance("former")
        made = self._make(chance, count)
        for seeker in made:
            seeker.person.seeking = False
            seeker.user.date_joined = self.city.days_ago(chance.randint(*FORMER_DAYS), chance)
        return made

    def _make(self, chance: Chance, count: int) -> list[Seeker]:
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
            # Some have found work since.
            seeking=not chance.maybe(0.07),
            is_sample=True,
        )
        seeker = Seeker(user, person, JobWish(person=person))
        wanted = self._wanted(chance, persona)
        past = self._past(chance, persona, wanted[0])
        self._learn(chance, persona, seeker, {*wanted, *past})
        self._work(chance, seeker, past, persona["months"], age)
        self._wish(chance, persona, seeker, wanted, place)
        if person.cmkt in ("college", "university", "master"):
            studied = tree("about")["major"]
            fields = studied.get(wanted[0]) or studied.get(past[-1])
            person.major = chance.choice(fields) if fields else person.major
            person.education = person.education and "upper-secondary"
        if chance.maybe(0.62):
            person.about = _typed(chance, _about(chance, persona, person, past))
        agree(seeker, CONSENTS, chance)
        all_steps = chance.maybe(0.74)
        person.steps_done = list(STEPS) if all_steps else list(STEPS[: chance.randint(1, 5)])
        return seeker

    def _born(self, chance: Chance, age: int) -> date:
        return self.city.today.date() - timedelta(days=int(age * 365.25) + chance.randrange(365))

    def _wanted(self, chance: Chance, persona: dict[str, Any]) -> list[str]:
        """One to three occupations; who wants several mostly wants related ones."""
        first = chance.pick(persona["wanted"])
        rest = {o: w * self._likeness(first, o) for o, w in persona["wanted"].items()}
        more = [chance.pick(rest) for _ in range(chance.choice([0, 0, 1, 2]))]
        return list(dict.fromkeys([first, *more]))

    def _past(self, chance: Chance, persona: dict[str, Any], wanted: str) -> list[str]:
        """What they did, latest last; mostly near to what they want."""
        likely = {o: w * self._likeness(wanted, o) for o, w in persona["past"].items()}
        past = [chance.pick(likely)]
        if chance.maybe(0.4):
            past.insert(0, chance.pick(persona["past"]))
        return list(dict.fromkeys(past))

    def _likeness(self, one: str, other: str) -> float:
        """How much likelier somebody of the one trade has to do with the other: by ISCO-08."""
        isco, compared = (self.city.occupations[o].isco_code for o in (one, other))
        if one == other:
            return 12
        digits = next((n for n in (4, 3, 2, 1) if isco[:n] == compared[:n]), 0)
        return (1, 1.5, 4, 8, 10)[digits]

    def _learn(
        self, chance: Chance, persona: dict[str, Any], seeker: Seeker, trades: set[str]
    ) -> None:
        """Courses of the persona that have to do with the person's trades."""
        fitting = [
            title
            for title in persona["courses"]
            if any(trades & set(t.occupations) for t in self.courses.get(title, []))
        ]
        for state, share in (
            (CourseRecord.State.FINISHED, persona["learnt"]),
            (CourseRecord.State.STUDYING, persona["learning"]),
        ):
            if fitting and chance.maybe(share):
                self.attend(chance, seeker, chance.choice(fitting), state)

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

    def _work(
        self, chance: Chance, seeker: Seeker, past: list[str], months: list[int], age: int
    ) -> None:
        """So many months of work, most of them in the last occupation, and what it taught."""
        low, high = months
        total = chance.randint(low, min(high, max(low, (age - 17) * 12)))
        if not total:
            return
        shares_of = [1.0] if len(past) == 1 else [0.4, 0.6]
        for occupation, share in zip(past, shares_of, strict=True):
            lasted = max(1, round(total * share))
            seeker.experiences.append(
                Experience(
                    person=seeker.person,
                    title=self._named(chance, occupation),
                    # One in six writes it in words only.
                    occupation_id=occupation if not chance.maybe(0.16) else None,
                    employer=self._employer(chance, occupation, lasted),
                    months=lasted,
                )
            )
            seeker.person.experience_months += lasted
            essential, optional = self.city.skills.get(occupation, ([], []))
            if chance.maybe(0.78):
                known = 0.3 + min(lasted, 48) / 48 * 0.5
                seeker.skills += [s for s in essential if chance.maybe(known)]
                seeker.skills += [s for s in optional if chance.maybe(known / 5)]

    def _named(self, chance: Chance, occupation: str) -> str:
        """The work in the person's own words."""
        if trade := self.city.trades.get(occupation):
            return _typed(chance, chance.choice(trade.titles))
        row = self.city.occupations[occupation]
        return _typed(chance, chance.choice([row.label_vi, *row.synonyms_vi[:4]]))

    def _employer(self, chance: Chance, occupation: str, months: int) -> str:
        isco = self.city.occupations[occupation].isco_code
        if isco.startswith("6"):
            return chance.choice(AT_SEA if isco.startswith("62") else SOMEWHERE["farm"])
        trade = self.city.trades.get(occupation)
        family = trade.family if trade else ""
        known = self.worked_at.get(occupation) or self.worked_at.get(family)
        if known and chance.maybe(0.4):
            return chance.choice(known)
        voice = tree("family_texts")[family]["voice"] if family else "factory"
        if voice == "office" and months <= INTERNSHIP_MONTHS:
            return "Thực tập tại công ty"
        return chance.choice(SOMEWHERE[voice])

    def _wish(
        self,
        chance: Chance,
        persona: dict[str, Any],
        seeker: Seeker,
        wanted: list[str],
        place: Place,
    ) -> None:
        wish = seeker.wish
        # Some type what they look for, some choose from the list, some do both.
        if chance.maybe(0.34):
            wish.title = self._named(chance, wanted[0]).lower()
        if not wish.title or chance.maybe(0.5):
            seeker.wanted = wanted
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


def _about(chance: Chance, persona: dict[str, Any], person: Person, past: list[str]) -> str:
    """A line on the work, on the situation, or on the wish; often two."""
    told = tree("about")
    lines = [
        chance.choice(told["work"].get(past[-1]) or persona["about"]),
        *(chance.choice(told["group"][g]) for g in person.priority_groups if g in told["group"]),
        chance.choice(persona["about"]),
    ]
    return " ".join(chance.some(dict.fromkeys(lines), chance.choice([1, 1, 2])))


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
