"""The demo accounts, and what belongs to them: the same for every seed and size."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from matching.sample.city import City
from matching.sample.courses import Centre
from matching.sample.data import tree
from matching.sample.organisations import MARK, Employer, decide, new_organisation
from matching.sample.overseas import make_order
from matching.sample.people import CONSENTS, Seeker, agree
from matching.sample.places import Place, address, workplace, zone_of
from matching.sample.seekers import Seekers
from matching.sample.style import Style
from matching.sample.vacancies import Posting, Wanted, make_vacancy
from portal.accounts.contacts import Contact
from portal.accounts.models import Membership, Organisation, User
from portal.accounts.second_factor import give_second_factor
from portal.accounts.services import create_account
from portal.people.models import Experience, JobWish, Person
from portal.people.services import STEPS
from training.models import CourseRecord

TRAINEE = "trainee"
# A plain hand, so that the first ads that anybody opens are easy to read.
STYLE = Style(shape="structured", bullet="- ")


def story() -> dict[str, Any]:
    return tree("story")


def make_accounts() -> dict[str, User]:
    """Role → a stored account with the demo password; ESC roles with the second factor."""
    users = {}
    # Hashed once for all: it is meant to be slow.
    hashed = make_password(story()["password"])
    for account in story()["account"]:
        role = account["role"]
        user = create_account(
            contact=Contact(phone=account.get("phone", ""), email=account.get("email", "")),
            full_name=account["name"],
            verified=True,
            is_sample=True,
            esc_role=role if role in User.EscRole.values else "",
        )
        if user.esc_role:
            give_second_factor(user=user, secret=story()["totp_secret"])
        user.password = hashed
        user.save(update_fields=["password"])
        users[role] = user
    return users


def listed() -> list[dict[str, str]]:
    """The demo accounts as they are told; ESC roles with the secret of their second factor."""
    told = []
    for account in story()["account"]:
        entry = {
            "role": account["role"],
            "login": account.get("email") or "0" + account["phone"].removeprefix("+84"),
            "password": story()["password"],
        }
        if account["role"] in User.EscRole.values:
            entry["totp_secret"] = story()["totp_secret"]
        told.append(entry)
    return told


def trainee() -> User | None:
    """The demo trainee, where a sample is loaded."""
    phone = next(a["phone"] for a in story()["account"] if a["role"] == TRAINEE)
    return User.objects.filter(is_sample=True, phone=phone).first()


def make_employer(city: City) -> Employer:
    """The employer of the demo owner, not stored yet."""
    chance = city.chance("demo employer")
    about = story()["employer"]
    place = workplace(city, chance, {about["place"]: 1})
    row = new_organisation(
        city,
        chance,
        kind=Organisation.Kind.EMPLOYER,
        name=about["name"],
        place=place,
        description=f"{MARK} {about['about']}",
        industry="c",
        enterprise_type="non-state",
        size_band=about["size"],
        state=Organisation.Verification.VERIFIED,
    )
    return Employer(row, tree("branches")[about["branch"]], "viet", place, STYLE, "chị Hiên")


def make_postings(city: City, employer: Employer, agency: Employer, most: int) -> list[Posting]:
    """The vacancies of the demo employer and orders of the demo agency, at most so many."""
    chance = city.chance("demo vacancies")
    orders = tree("overseas")["order"]
    made = [
        make_vacancy(city, chance, employer, Wanted(**wanted))
        for wanted in story()["employer"]["vacancy"]
    ]
    made += [
        make_order(city, chance, agency, orders[number], days=number + 2)
        for number in story()["agency"]["orders"]
    ]
    return made[:most]


def make_office(city: City) -> Organisation:
    """The office that the ESC accounts belong to, not stored yet."""
    chance = city.chance("office")
    unit = city.units[story()["office"]["unit"]]
    place = Place(unit, None, zone_of(unit))
    row = Organisation(
        kind=Organisation.Kind.ESC_OFFICE,
        name=story()["office"]["name"],
        description=MARK,
        enterprise_type="public-unit",
        unit=unit,
        address=address(chance, place),
        phone=city.phone(),
        is_sample=True,
    )
    decide(city, chance, row, Organisation.Verification.VERIFIED)
    return row


def give_organisations(
    users: dict[str, User],
    employer: Employer,
    agency: Employer,
    centres: Iterable[Centre],
    office: Organisation,
) -> None:
    """Makes the demo accounts owners and staff of the stored organisations."""
    centre = next(centre for centre in centres if centre.demo)
    owned = {
        "employer": employer.row,
        "overseas_agency": agency.row,
        "training_centre": centre.row,
    }
    rows = [
        Membership(user=users[role], organisation=organisation, role=Membership.Role.OWNER)
        for role, organisation in owned.items()
    ]
    rows += [
        Membership(user=user, organisation=office, role=Membership.Role.STAFF)
        for user in users.values()
        if user.esc_role
    ]
    Membership.objects.bulk_create(rows)


def make_seekers(city: City, users: dict[str, User], seekers: Seekers) -> list[Seeker]:
    """The demo seekers, not stored yet."""
    return [_seeker(city, users[role], about, seekers) for role, about in story()["seeker"].items()]


def _seeker(city: City, user: User, about: dict[str, Any], seekers: Seekers) -> Seeker:
    chance = city.chance(f"demo {user.full_name}")
    person = Person(
        user=user,
        full_name=user.full_name,
        birth_date=(city.today - timedelta(days=int((about["age"] + 0.4) * 365.25))).date(),
        unit=city.units[about["unit"]],
        rural=True,
        steps_done=list(STEPS),
        is_sample=True,
        **{
            name: about[name]
            for name in (
                "sex", "hamlet", "education", "cmkt", "about", "soft_skills", "priority_groups",
            )
        },
        major=about.get("major", ""),
    )  # fmt: skip
    wish = JobWish(
        person=person,
        **{
            name: about[name]
            for name in (
                "title", "max_distance_km", "pay_min", "shifts", "employment_types", "train",
            )
            if name in about
        },
    )  # fmt: skip
    seeker = Seeker(user, person, wish, list(about["wanted"]), list(about.get("skills", [])))
    for done in about["experiences"]:
        seeker.experiences.append(
            Experience(
                person=person,
                title=done["title"],
                occupation_id=done["occupation"],
                employer=done["employer"],
                months=done["months"],
            )
        )
        person.experience_months += done["months"]
    for title in about.get("learnt", []):
        if title in seekers.courses:
            seekers.attend(chance, seeker, title, CourseRecord.State.FINISHED)
    agree(seeker, dict.fromkeys(CONSENTS, 1), chance)
    return seeker
