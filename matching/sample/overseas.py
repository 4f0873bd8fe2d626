"""Orders for work overseas of the licensed agencies."""

from typing import Any

from jobs.models import Vacancy
from matching.sample import pay
from matching.sample.ads import Ad, write
from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.data import tree
from matching.sample.dates import state_and_dates, written_at
from matching.sample.organisations import Employer
from matching.sample.vacancies import Posting, contact

MILLION = pay.MILLION
ORIENTATION = (
    "Học tiếng và giáo dục định hướng 4 tháng tại Hải Phòng, có chỗ ở",
    "Giáo dục định hướng 74 tiết trước khi đi, công ty chi trả",
    "Học tiếng buổi tối 6 tháng tại trung tâm của công ty",
)


def make_orders(city: City, agencies: list[Employer], count: int) -> list[Posting]:
    """So many orders, dealt out to the agencies in turn."""
    chance = city.chance("overseas")
    orders = tree("overseas")["order"]
    return [
        make_order(city, chance, agencies[number % len(agencies)], chance.choice(orders))
        for number in range(count)
    ]


def make_order(
    city: City, chance: Chance, agency: Employer, order: dict[str, Any], days: int | None = None
) -> Posting:
    """One order; with `days` it is open and was published so many days ago."""
    least, most = order["pay"]
    middle = chance.uniform(least, most)
    told = pay.Pay(int(least) * MILLION, max(int(middle), int(least) + 1) * MILLION)
    openings = chance.choice([3, 5, 6, 9, 10, 12, 15, 20, 30])
    style = agency.style.again(chance)
    title = chance.choice(order["titles"])
    essential = order["skills"]
    ad = Ad(
        job=title,
        family=city.trades[order["occupation"]].family,
        tasks=order["tasks"],
        count=openings,
        place=order["where"],
        pay=told,
        shift="",
        education=order.get("education", "lower-secondary"),
        cmkt=order.get("cmkt", ""),
        experience=order.get("experience", 0),
        essential=[city.skill_labels[skill] for skill in essential],
        closing=tree("overseas")["closing"],
        who=agency.who,
        overseas=True,
    )
    description, requirements, benefits = write(ad, style, chance)
    values = state_and_dates(city, chance, agency.row.verification, openings, days)
    row = Vacancy(
        employer=agency.row,
        kind=Vacancy.Kind.OVERSEAS,
        title=style.title(title),
        description=description,
        requirements=requirements,
        benefits=benefits,
        occupation=city.occupations[order["occupation"]],
        pay_min=told.low,
        pay_max=told.high,
        contract="fixed-12-36-months" if order["term"] >= 12 else "fixed-under-12-months",
        employment_type="full-time",
        hours_per_week=chance.choice([40, 44, 48, None]),
        welfare=["dormitory", *chance.some(["training", "meal-1", "social-insurance"], 2)],
        education=order.get("education", "lower-secondary"),
        cmkt=order.get("cmkt", ""),
        experience_months=order.get("experience", 0),
        languages=order.get("languages", []),
        industry=order["industry"],
        country=order["country"],
        contract_approval_number=f"MẪU-{chance.randrange(100, 9999)}/QLLĐNN",
        term_months=order["term"],
        orientation=ORIENTATION[order["term"] % len(ORIENTATION)],
        **contact(agency),
        **values,
    )
    return Posting(row, written_at(city, chance, values), essential)
