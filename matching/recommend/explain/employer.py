"""What an employer reads on the card of a candidate: never who it is or what they earn."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from matching.recommend.explain.reasons import (
    NEAR,
    Reason,
    Tell,
    duration,
    levels,
    listed,
    told,
    whole_km,
)
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.score import (
    Components,
    commute_km,
    missing_skills,
    nearness,
    relevant_months,
)
from portal.search.concepts import SKILL


def for_employer(person: PersonFacts, vacancy: VacancyFacts, points: Components) -> list[Reason]:
    """First what fits, then what is missing."""
    reasons = told(TELLS, person, vacancy, points)
    return sorted(reasons, key=lambda reason: reason.kind != "fits")


def _trade(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if vacancy.occupation in person.wanted:
        # Translators: "Muốn làm đúng nghề này"
        yield Reason("occupation_wanted", _("Wants this very work"))
    months = person.practised.get(vacancy.occupation)
    if months:
        # Translators: "Đã làm nghề này 3 năm"
        text = _("Has done this work for %(time)s")
        yield Reason("occupation_practised", text % {"time": duration(months)})
    elif months == 0:
        # Translators: "Đã học nghề này"
        yield Reason("occupation_learnt", _("Learnt this trade"))
    elif vacancy.occupation not in person.wanted:
        near = any(nearness(i, vacancy.isco) >= NEAR for i in person.isco.values())
        if near:
            # Translators: "Biết hoặc muốn làm nghề gần với nghề này"
            yield Reason("occupation_near", _("Knows or wants a trade close to it"))


def _skills(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    needed = len(vacancy.essential)
    had = len(person.skills & vacancy.essential.keys())
    if had:
        # Translators: "Có 3/4 kỹ năng cần thiết"
        text = _("Has %(had)s/%(needed)s skills you need")
        yield Reason("skills_some", text % {"had": had, "needed": needed})
    if learning := sorted(person.studying & vacancy.essential.keys()):
        # Translators: "Đang học: Hàn TIG"
        text = _("Is learning: %(skills)s")
        yield Reason("skills_studying", text % {"skills": listed(SKILL, learning)})
    if lacking := missing_skills(person, vacancy):
        # Translators: "Chưa có: Hàn TIG"
        text = _("Does not have yet: %(skills)s")
        yield Reason("skills_missing", text % {"skills": listed(SKILL, lacking)}, "missing")


def _home(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if vacancy.overseas:
        return
    km = commute_km(person, vacancy)
    if km is not None and km < 1:
        # Translators: "Nhà ở ngay gần chỗ làm"
        yield Reason("place_home", _("Lives close to work"))
    elif km is not None:
        # Translators: "Ở cách nơi làm 6 km"
        yield Reason("distance", _("Lives %(km)s km from work") % {"km": whole_km(km)})
    elif person.places & vacancy.places:
        # Translators: "Muốn làm ở khu vực này"
        yield Reason("place_wanted", _("Wants to work in this place"))


def _pay(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if person.pay_min and vacancy.pay_max is not None and vacancy.pay_max < person.pay_min:
        # Translators: "Mong lương cao hơn mức của tin"
        yield Reason("pay_low", _("Hopes for more pay than you offer"), "missing")


def _shifts(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if not person.shifts or not vacancy.shifts:
        return
    if vacancy.shifts <= person.shifts:
        # Translators: "Làm được ca của bạn"
        yield Reason("shifts", _("Can work your shifts"))
    else:
        # Translators: "Không chọn đủ ca của bạn"
        yield Reason("shifts_other", _("Did not choose all your shifts"), "missing")


def _level(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if vacancy.experience_months:
        enough = relevant_months(person, vacancy) >= vacancy.experience_months
        if enough:
            # Translators: "Đủ kinh nghiệm bạn cần"
            yield Reason("experience", _("Has the experience you ask for"))
        else:
            # Translators: "Chưa đủ kinh nghiệm bạn cần"
            text = _("Has less experience than you ask for")
            yield Reason("experience_short", text, "missing")
    for code, _list_name, needed, own in levels(person, vacancy):
        if needed > own:
            # Translators: "Trình độ thấp hơn yêu cầu"
            yield Reason(f"{code}_short", _("Below the level you ask for"), "missing")


TELLS: dict[str, Tell] = {
    "occupation": _trade,
    "skills": _skills,
    "place": _home,
    "pay": _pay,
    "schedule": _shifts,
    "level": _level,
}
