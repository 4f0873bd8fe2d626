"""Vacancies of employers in Vietnam, with the skills they ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jobs.models import Vacancy, VacancySkill
from matching.sample import pay
from matching.sample.ads import Ad, write
from matching.sample.chance import Chance, shares
from matching.sample.city import City, Trade
from matching.sample.data import tree
from matching.sample.dates import state_and_dates, written_at
from matching.sample.organisations import Employer
from matching.sample.places import Place, address, workplace
from matching.sample.style import lower_first
from matching.sample.titles import title

LANGUAGES = {"korea": "korean", "japan": "japanese", "china": "chinese", "taiwan": "chinese"}
SPOKEN = {
    "chinese-interpreter": "chinese",
    "japanese-interpreter": "japanese",
    "korean-interpreter": "korean",
    "english-interpreter": "english",
    "english-teacher": "english",
}
WITH_LANGUAGES = {"engineering", "office", "logistics", "shipyard-office", "finance", "it"}
MEALS = {"meal-1", "meal-2", "meal-3", "meal-cash"}
# Largest number of openings by the size of the employer.
MOST_OPENINGS = {6: 4, 26: 10, 75: 25, 150: 50, 320: 100, 720: 200, 1600: 300, 4200: 500}


@dataclass
class Posting:
    """A vacancy, not stored yet, with its skills and when it was written."""

    row: Vacancy
    created_at: datetime
    essential: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """What is fixed about an open vacancy of the demo employer; None is left to chance."""

    occupation: str
    essential: list[str] | None = None
    optional: list[str] | None = None
    shift: str | None = None
    experience: int | None = None
    days: int = 2
    """Published so many days ago."""


def make_vacancies(city: City, employers: list[Employer], count: int) -> list[Posting]:
    """So many vacancies, spread over the employers by branch and size."""
    chance = city.chance("vacancies")
    weights = [
        e.kind["volume"]
        * (e.workers / 100) ** 0.25
        * chance.lognormvariate(0, 0.5)
        * (0.25 if e.row.verification in ("pending", "refused") else 1)
        for e in employers
    ]
    return [
        make_vacancy(city, chance, employer)
        for employer, number in zip(employers, shares(count, weights), strict=True)
        for _ in range(number)
    ]


def make_vacancy(
    city: City, chance: Chance, employer: Employer, wanted: Wanted | None = None
) -> Posting:
    """One vacancy of an employer, all of one piece: fields and text say the same."""
    kind = employer.kind
    trade = city.trades[wanted.occupation] if wanted else _trade(city, chance, kind["trades"])
    family = tree("families")[trade.family]
    place = employer.place
    if not wanted and chance.maybe(kind.get("roaming", 0)):
        place = workplace(city, chance, kind["places"])
    employment = "full-time" if wanted else chance.pick(family["employment"])
    job = chance.choice(trade.titles)
    experience = chance.choice(trade.experience)
    if employment == "internship":
        job, experience = f"Thực tập sinh {lower_first(job.removeprefix('Nhân viên '))}", 0
    if wanted and wanted.experience is not None:
        experience = wanted.experience
    cmkt = chance.choice(trade.cmkt)
    part_time = pay.PART_TIME_HOURS if employment == "part-time" else None
    low, high = pay.usual(
        city, chance, trade, place,
        factor=kind["pay"], experience=experience, hours=part_time,
    )  # fmt: skip
    told = pay.shown(chance, low, high, hidden=0 if wanted else family["hidden_pay"])
    shift = (wanted and wanted.shift) or chance.pick(family["shifts"])
    welfare = _welfare(chance, family["welfare"], employer, place)
    essential, optional = _skills(city, chance, trade, experience, cmkt)
    if wanted and wanted.essential:
        essential = wanted.essential
        optional = wanted.optional or [skill for skill in optional if skill not in essential]
    education = chance.pick(family["education"]) if cmkt not in ("college", "university") else ""
    openings = _openings(city, chance, trade, family["openings"], employer.workers)
    style = employer.style.again(chance)
    ad = Ad(
        job=job,
        family=trade.family,
        tasks=trade.tasks,
        count=openings,
        place=place.short,
        pay=told,
        shift=shift,
        education=education,
        cmkt=cmkt,
        experience=experience,
        essential=[city.skill_labels[skill] for skill in essential],
        optional=[city.skill_labels[skill] for skill in optional],
        welfare=welfare,
        routes=chance.some(place.routes, 3) or ["các xã, phường lân cận"],
        who=employer.who,
        part_time=employment == "part-time",
    )
    description, requirements, benefits = write(ad, style, chance)
    values = state_and_dates(
        city, chance, employer.row.verification, openings, wanted.days if wanted else None
    )
    row = Vacancy(
        employer=employer.row,
        title=title(
            chance, style,
            job=job, count=openings, place=place.short, pay=_pay_words(told),
            perks=_perks(welfare, experience),
        ),
        description=description,
        requirements=requirements,
        benefits=benefits,
        occupation=city.occupations[trade.occupation],
        pay_min=told.low,
        pay_max=told.high,
        contract=_contract(chance, family["contracts"], employment),
        employment_type=employment,
        shifts=shift.split("+") if shift else [],
        hours_per_week=part_time or int(chance.pick(family["hours"])) or None,
        # Not everybody ticks the boxes for what the text says.
        welfare=welfare if not chance.maybe(0.07) else [],
        physical_conditions=_conditions(chance, family["conditions"]),
        education=education,
        cmkt=cmkt if not chance.maybe(0.12) else "",
        experience_months=experience,
        languages=_languages(chance, trade, employer.nation),
        industry=kind["industry"] if chance.maybe(0.8) else "",
        unit=place.unit,
        industrial_park=place.park,
        address=employer.row.address if place == employer.place else address(chance, place),
        **contact(employer),
        **values,
    )  # fmt: skip
    return Posting(row, written_at(city, chance, values), essential, optional)


def _trade(city: City, chance: Chance, mix: Mapping[str, float]) -> Trade:
    what = chance.pick(mix)
    if what in city.trades:
        return city.trades[what]
    of_family = {t.occupation: t.weight for t in city.trades.values() if t.family == what}
    return city.trades[chance.pick(of_family)]


def _welfare(
    chance: Chance, usual: Mapping[str, float], employer: Employer, place: Place
) -> list[str]:
    chosen = [code for code, share in usual.items() if chance.maybe(share)]
    meals = [code for code in chosen if code in MEALS]
    if len(meals) > 1:
        chosen = [code for code in chosen if code not in MEALS or code == meals[-1]]
    # Who runs no bus: small employers outside the parks, and those within a town.
    if "shuttle" in chosen and (employer.workers < 100 or not place.routes) and chance.maybe(0.75):
        chosen.remove("shuttle")
    if "dormitory" in chosen and "housing-support" in chosen:
        chosen.remove("housing-support")
    return chosen


def _skills(
    city: City, chance: Chance, trade: Trade, experience: int, cmkt: str
) -> tuple[list[str], list[str]]:
    """What the ad lists: entry-level work often nothing, a skilled trade two to five."""
    essential, optional = city.skills.get(trade.occupation, ([], []))
    if experience or cmkt not in ("untrained", ""):
        asked = chance.pick({0: 12, 2: 20, 3: 34, 4: 24, 5: 10})
        glad = chance.pick({0: 40, 1: 30, 2: 22, 3: 8})
    else:
        asked = chance.pick({0: 52, 1: 24, 2: 18, 3: 6})
        glad = chance.pick({0: 70, 1: 22, 2: 8})
    chosen = chance.some(essential, asked)
    # Some cannot do without what others are only glad of.
    if asked and optional and chance.maybe(0.22):
        chosen.append(chance.choice(optional))
    return chosen, chance.some([skill for skill in optional if skill not in chosen], glad)


def _openings(city: City, chance: Chance, trade: Trade, limits: list[int], workers: int) -> int:
    """Many of the trade that makes up most of a shop floor, few of those beside it."""
    low, high = limits
    main = max(t.weight for t in city.trades.values() if t.family == trade.family)
    most = max(low, high * (trade.weight / main) ** 1.2)
    most = max(1, min(most, MOST_OPENINGS.get(workers, 10)))
    count = round(chance.logarithmic(min(low, most), most))
    return count if count <= 10 else round(count, -1) if count > 30 else round(count / 5) * 5


def _contract(chance: Chance, usual: Mapping[str, float], employment: str) -> str:
    if employment == "part-time":
        return chance.choice(["part-time", "part-time", ""])
    if employment == "internship":
        return "internship"
    return chance.pick({code: weight for code, weight in usual.items() if code != "part-time"})


def _conditions(chance: Chance, usual: list[str]) -> list[str]:
    if chance.maybe(0.45):
        return []
    return [code for code in usual if chance.maybe(0.7)]


def _languages(chance: Chance, trade: Trade, nation: str) -> list[str]:
    if trade.occupation in SPOKEN:
        return [SPOKEN[trade.occupation]]
    if trade.family not in WITH_LANGUAGES:
        return []
    found = ["english"] if chance.maybe(0.14 if nation == "viet" else 0.3) else []
    if nation in LANGUAGES and chance.maybe(0.14):
        found.append(LANGUAGES[nation])
    return found


def _pay_words(told: pay.Pay) -> str:
    if told.low and told.high:
        return f"{pay.words(told.low)} – {pay.words(told.high)} triệu"
    if told.low:
        return f"từ {pay.words(told.low)} triệu"
    return f"đến {pay.words(told.high)} triệu" if told.high else ""


def _perks(welfare: list[str], experience: int) -> list[str]:
    perks = ["đi làm ngay"]
    if not experience:
        perks += ["không cần kinh nghiệm", "chưa biết được đào tạo"]
    named = {
        "shuttle": "có xe đưa đón",
        "dormitory": "có chỗ ở",
        "meal-3": "bao ăn ở",
        "meal-2": "nuôi ăn 2 bữa",
        "social-insurance": "đóng bảo hiểm đầy đủ",
    }
    return perks + [words for code, words in named.items() if code in welfare]


def contact(employer: Employer) -> dict[str, Any]:
    """Whom to ask: in the fields for it, since no text may hold a number."""
    return {
        "contact_name": employer.who[:1].upper() + employer.who[1:],
        "contact_phone": employer.row.phone,
        "contact_public": True,
    }


def store(postings: list[Posting]) -> None:
    """Stores vacancies and their skills."""
    rows = [posting.row for posting in postings]
    Vacancy.objects.bulk_create(rows, batch_size=1000)
    for posting in postings:
        posting.row.created_at = posting.created_at
    Vacancy.objects.bulk_update(rows, ["created_at"], batch_size=500)
    VacancySkill.objects.bulk_create(
        (
            VacancySkill(vacancy=posting.row, skill_id=skill, essential=essential)
            for posting in postings
            for essential, skills in ((True, posting.essential), (False, posting.optional))
            for skill in skills
        ),
        batch_size=2000,
    )
