"""What the person reads under a recommended vacancy."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.recommend.explain.reasons import (
    NEAR,
    Reason,
    Tell,
    coded,
    counted,
    duration,
    km_beyond,
    label,
    levels,
    listed,
    million,
    occupation_label,
    skill_label,
    told,
    whole_km,
)
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.gaps import Gap
from matching.recommend.score import Components, commute_km, nearness, relevant_months
from portal.reference.codes import labels
from portal.search.concepts import PLACE, SKILL

NEW_DAYS = 3


def for_seeker(
    person: PersonFacts, vacancy: VacancyFacts, points: Components, gaps: Iterable[Gap] = ()
) -> list[Reason]:
    """First what fits, heaviest component first; then what is missing, and the course for it."""
    reasons = [*told(TELLS, person, vacancy, points), *map(_gap, gaps)]
    return sorted(reasons, key=lambda reason: reason.kind != "fits")


def _occupation(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    job = {"job": occupation_label(vacancy.occupation)}
    if vacancy.occupation in person.wanted:
        # Translators: "Đúng nghề bạn muốn: Thợ hàn"
        yield Reason("occupation_wanted", _("The very job you want: %(job)s") % job)
        return
    if vacancy.occupation in person.practised:
        if person.practised[vacancy.occupation]:
            # Translators: "Nghề bạn đã làm: Thợ hàn"
            yield Reason("occupation_practised", _("Work you have done: %(job)s") % job)
        else:
            # Translators: "Đúng nghề bạn học: Thợ hàn"
            yield Reason("occupation_learnt", _("The trade you learnt: %(job)s") % job)
        return
    near = {o: nearness(person.isco[o], vacancy.isco) for o in person.isco}
    best = max(near, key=lambda o: (near[o], o in person.wanted, o), default="")
    if best and near[best] >= NEAR:
        said = job | {"known": occupation_label(best)}
        if best in person.wanted:
            # Translators: "Gần với nghề bạn muốn (Thợ hàn): Thợ gò"
            text = _("Close to the job you want (%(known)s): %(job)s")
        else:
            # Translators: "Gần với việc bạn đã làm (Thợ hàn): Thợ gò"
            text = _("Close to work you know (%(known)s): %(job)s")
        yield Reason("occupation_near", text % said)


def _skills(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    needed = len(vacancy.essential)
    had = len(person.skills & vacancy.essential.keys())
    if needed and had == needed:
        # Translators: "Bạn có đủ 4 kỹ năng cần thiết"
        text = ngettext(
            "You have the skill they need",
            "You have all %(needed)s skills they need",
            needed,
        )
        yield Reason("skills_all", text % {"needed": needed})
    elif had:
        # Translators: "Bạn có 3/4 kỹ năng cần thiết"
        text = _("You have %(had)s/%(needed)s skills they need")
        yield Reason("skills_some", text % {"had": had, "needed": needed})
    if learning := sorted(person.studying & vacancy.essential.keys()):
        # Translators: "Bạn đang học: Hàn TIG"
        text = _("You are learning: %(skills)s")
        yield Reason("skills_studying", text % {"skills": listed(SKILL, learning)})
    implied = person.implied - person.studying
    if likely := sorted(implied & vacancy.essential.keys()):
        # Translators: "Việc cũ có lẽ đã cho bạn: …. Hãy đánh dấu trong hồ sơ nếu đúng"
        text = _("Earlier work likely taught you: %(skills)s. Tick it in your profile if so")
        yield Reason("skills_implied", text % {"skills": listed(SKILL, likely)}, "todo")


def _optional_skills(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if extra := sorted(person.skills & vacancy.optional.keys()):
        # Translators: "Bạn còn có điểm cộng: Đọc bản vẽ"
        text = _("Also welcome, and you have it: %(skills)s")
        yield Reason("optional_skills", text % {"skills": listed(SKILL, extra)})


def _place(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if vacancy.overseas:
        # Translators: "Việc ở nước ngoài, như bạn muốn"
        yield Reason("place_overseas", _("Work abroad, as you wish"))
        return
    km = commute_km(person, vacancy)
    limit = person.max_distance_km
    if chosen := sorted(person.places & vacancy.places):
        # Translators: "Ở nơi bạn chọn: Xã Tiên Lãng"
        text = _("In a place you chose: %(place)s")
        yield Reason("place_wanted", text % {"place": label(PLACE, chosen[0])})
    elif km is not None and km < 1:
        # Translators: "Ngay gần nhà bạn"
        yield Reason("place_home", _("Close to your home"))
    elif km is not None and km <= limit:
        # Translators: "Cách nhà 6 km"
        yield Reason("distance", _("%(km)s km from home") % {"km": whole_km(km)})
    elif km is not None:
        yield from _long_way(vacancy, km, limit)
    told = km is not None and km > limit and not chosen
    if vacancy.shuttle and not told and (person.needs_shuttle or (km or 0) > limit / 2):
        # Translators: "Có xe đưa đón"
        yield Reason("shuttle", _("With a shuttle bus"))
    elif person.needs_shuttle and not (vacancy.shuttle or vacancy.dormitory) and (km or 0) >= 1:
        # Translators: "Không có xe đưa đón như bạn cần"
        yield Reason("no_shuttle", _("Without the shuttle bus you need"), "missing")
    if vacancy.dormitory and (person.needs_dormitory or (km or 0) > limit) and not told:
        # Translators: "Có chỗ ở (ký túc xá)"
        yield Reason("dormitory", _("With a dormitory"))


def _long_way(vacancy: VacancyFacts, km: float, limit: float) -> Iterator[Reason]:
    """Beyond the wish, with what makes up for it in the same breath."""
    said = {"km": km_beyond(km, limit), "limit": whole_km(limit)}
    if vacancy.dormitory:
        # Translators: "Cách nhà 26 km, xa hơn mức 15 km bạn muốn, nhưng có chỗ ở"
        text = _(
            "%(km)s km from home, further than the %(limit)s km you wished, but you can live there"
        )
        yield Reason("distance_dormitory", text % said)
    elif vacancy.shuttle:
        # Translators: "Cách nhà 26 km, xa hơn mức 15 km bạn muốn, nhưng có xe đưa đón"
        text = _(
            "%(km)s km from home, further than the %(limit)s km you wished, but by shuttle bus"
        )
        yield Reason("distance_shuttle", text % said)
    else:
        # Translators: "Cách nhà 22 km, xa hơn 15 km bạn muốn"
        text = _("%(km)s km from home, further than the %(limit)s km you wished")
        yield Reason("distance_far", text % said, "missing")


def _pay(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if not person.pay_min:
        return
    if vacancy.pay_max is None:
        # Translators: "Tin chưa ghi lương: nên hỏi trước"
        yield Reason("pay_unknown", _("They do not say the pay: ask first"), "missing")
        return
    said = {"pay": million(vacancy.pay_max), "wish": million(person.pay_min)}
    if vacancy.pay_max >= person.pay_min:
        # Translators: "Lương tới 12 triệu, đúng mong muốn"
        up_to = _("Pay up to %(pay)s, as you wish")
        # Translators: "Lương từ 12 triệu, đúng mong muốn"
        least = _("Pay from %(pay)s, as you wish")
        yield Reason("pay", (least if vacancy.pay_is_least else up_to) % said)
    else:
        # Translators: "Lương tới 8 triệu, thấp hơn mong muốn 9 triệu"
        up_to = _("Pay up to %(pay)s, below your wish of %(wish)s")
        # Translators: "Lương từ 8 triệu, bạn mong 9 triệu: nên hỏi thêm"
        least = _("Pay from %(pay)s, you wish for %(wish)s: ask")
        yield Reason("pay_low", (least if vacancy.pay_is_least else up_to) % said, "missing")


def _schedule(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if person.shifts and vacancy.shifts:
        shifts = {"shifts": coded("shifts", sorted(vacancy.shifts))}
        if vacancy.shifts <= person.shifts:
            # Translators: "Ca ngày như bạn muốn" (%(shifts)s = "Ca ngày")
            yield Reason("shifts", _("%(shifts)s, as you wish") % shifts)
        else:
            # Translators: "Có ca bạn chưa chọn: 3 ca"
            other = {"shifts": coded("shifts", sorted(vacancy.shifts - person.shifts))}
            yield Reason(
                "shifts_other", _("Shifts you did not choose: %(shifts)s") % other, "missing"
            )
    wanted = person.employment_types
    if wanted and vacancy.employment_type not in wanted:
        kind = {"kind": coded("employment_types", [vacancy.employment_type])}
        # Translators: "Hình thức làm việc: Bán thời gian"
        yield Reason("employment_type", _("Kind of employment: %(kind)s") % kind, "missing")


def _level(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    asked = vacancy.experience_months
    if not asked:
        # Translators: "Không đòi kinh nghiệm"
        yield Reason("no_experience", _("No experience asked for"))
    elif relevant_months(person, vacancy) >= asked:
        # Translators: "Bạn đủ kinh nghiệm (cần 2 năm)"
        text = _("You have enough experience (%(asked)s asked for)")
        yield Reason("experience", text % {"asked": duration(asked)})
    else:
        # Translators: "Cần 2 năm kinh nghiệm trong nghề"
        text = _("They ask for %(asked)s of experience in the trade")
        yield Reason("experience_short", text % {"asked": duration(asked)}, "missing")
    for code, list_name, needed, own in levels(person, vacancy):
        if needed > own:
            # Translators: "Cần trình độ: Trung cấp"
            text = _("They ask for: %(level)s")
            level = list(labels(list_name).values())[needed]
            yield Reason(f"{code}_short", text % {"level": level}, "missing")
    if unspoken := sorted(vacancy.languages - person.languages):
        # Translators: "Cần ngoại ngữ: Tiếng Anh"
        text = _("They ask for languages: %(languages)s")
        names = {"languages": coded("languages", unspoken)}
        yield Reason("languages_short", text % names, "missing")


def _freshness(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[Reason]:
    if vacancy.age_days < NEW_DAYS:
        # Translators: "Tin mới đăng"
        yield Reason("new", _("Just posted"))


def _gap(gap: Gap) -> Reason:
    said = {"skill": skill_label(gap.skill)}
    if gap.offer is None:
        # Translators: "Còn thiếu: Hàn TIG"
        return Reason("skill_missing", _("Missing: %(skill)s") % said, "missing")
    offer = gap.offer
    # Translators: "còn 5 chỗ"
    seats = ngettext(
        "%(n)s seat left",
        "%(n)s seats left",
        offer.seats,
    )
    parts = [
        f"{offer.course.title} ({offer.course.centre.name})",
        seats % {"n": counted(offer.seats)},
    ]
    if offer.distance_km is not None and offer.distance_km < 1:
        # Translators: "gần nhà"
        parts.append(_("near your home"))
    elif offer.distance_km is not None:
        # Translators: "cách nhà 8 km"
        parts.append(_("%(km)s km from home") % {"km": whole_km(offer.distance_km)})
    if gap.opens:
        # Translators: "mở thêm 14 việc"
        more = ngettext(
            "opens %(n)s job",
            "opens %(n)s jobs",
            gap.opens,
        )
        parts.append(more % {"n": counted(gap.opens)})
    said["course"] = ", ".join(parts)
    # Translators: "Còn thiếu: Hàn TIG → khoá Hàn TIG cơ bản, còn 5 chỗ, cách nhà 8 km"
    return Reason("skill_course", _("Missing: %(skill)s → course %(course)s") % said, "todo")


TELLS: dict[str, Tell] = {
    "occupation": _occupation,
    "skills": _skills,
    "place": _place,
    "pay": _pay,
    "schedule": _schedule,
    "level": _level,
    "optional_skills": _optional_skills,
    "freshness": _freshness,
}
