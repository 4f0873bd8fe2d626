"""Training centres, their courses and the classes of these."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.data import split, table, tree
from matching.sample.organisations import MARK, decide, tax_code
from matching.sample.places import Place, address, zone_of
from portal.accounts.models import Organisation
from training.models import Course, Intake

MILLION = 1_000_000
PROGRAMMES = [
    "Đào tạo nghề cho lao động nông thôn (Quyết định 46/2015/QĐ-TTg)",
    "Hỗ trợ đào tạo sơ cấp, dưới 3 tháng của thành phố",
    "Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
]
SUBSIDISED = {"under-3-months": 0.86, "elementary": 0.8, "intermediate": 0.5, "upgrade": 0.3}
SUBSIDISED_KINDS = {"rural", "women"}
COMMITMENTS = [
    "Doanh nghiệp trong khu công nghiệp đến tuyển tại lớp.",
    "Cam kết giới thiệu ít nhất 3 nơi làm cho mỗi học viên.",
    "Hai nhà máy gần trung tâm nhận học viên đạt.",
    "80% học viên khoá trước có việc sau 3 tháng.",
]
# Of trades whose people sell what they make at home.
PRODUCE = "Hợp tác xã bao tiêu sản phẩm sau khoá học."
MAKERS = {
    "vegetable-grower",
    "mushroom-grower",
    "ornamental-plant-grower",
    "poultry-farmer",
    "pig-farmer",
    "bamboo-rattan-weaver",
    "hand-embroiderer",
}
ENTRY_NOTES = [
    "Đủ 15 tuổi, sức khoẻ tốt.",
    "Mang theo CCCD, 2 ảnh 3x4.",
    "Người thuộc diện hỗ trợ mang giấy xác nhận của xã.",
    "Đủ 18 tuổi, có giấy khám sức khoẻ.",
]
SEATS = {"short": [20, 25, 25, 30, 35], "college": [30, 35, 40]}
SHIFTS = {"day": 46, "office-hours": 22, "evening": 20, "weekend": 8, "": 4}


@dataclass
class Teaching:
    """A course, not stored yet, with what it teaches, prepares for, and its classes."""

    row: Course
    occupations: list[str]
    skills: list[str]
    kind: str
    """Title of the row in courses.csv."""
    intakes: list[Intake] = field(default_factory=list)


@dataclass
class Centre:
    """A training centre, not stored yet, and what it knows to teach."""

    row: Organisation
    kinds: list[str]
    teaches_at: list[str]
    demo: bool


def make_centres(city: City) -> list[Centre]:
    """The centres of centres.toml; more than those become further sites of them."""
    chance = city.chance("centres")
    listed = tree("centres")["centre"]
    found = []
    for number in range(city.sizes["centres"]):
        about = listed[number % len(listed)]
        site = number // len(listed)
        place = _place(city, about["unit"])
        row = Organisation(
            kind=Organisation.Kind.TRAINING_CENTRE,
            name=about["name"] + (f" – cơ sở {site + 1}" if site else ""),
            tax_code=tax_code(chance),
            description=f"{MARK} {about['about']}",
            industry="p",
            enterprise_type=about["enterprise_type"],
            size_band=about["size"],
            unit=place.unit,
            address=address(chance, place),
            phone=city.phone(),
            email=f"tuyensinh{number}@example.com",
            licence_number=f"MẪU-{chance.randrange(10, 99)}/GCNĐKHĐ-GDNN",
            is_sample=True,
        )
        decide(city, chance, row, about.get("verification", "verified"))
        demo = about.get("owner") == "demo" and not site
        found.append(Centre(row, about["kinds"], about["teaches_at"], demo))
    return found


def _place(city: City, code: str) -> Place:
    unit = city.units[code]
    return Place(unit, None, zone_of(unit))


def make_courses(city: City, centres: list[Centre], count: int) -> list[Teaching]:
    """So many courses; the demo centre's welding courses are the first."""
    chance = city.chance("courses")
    kinds = {row["title"]: row for row in table("courses")}
    demo = next(centre for centre in centres if centre.demo)
    found = [make_course(city, chance, demo, kinds[title]) for title in demo_titles()[:count]]
    offers = [
        (centre, row)
        for row in table("courses")
        for centre in centres
        if set(split(row["kinds"])) & set(centre.kinds)
        and not (centre is demo and row["title"] in demo_titles())
    ]
    # Each pair once, the frequent trades first; again from the start for more than there are.
    offers.sort(key=lambda offer: chance.random() ** (1 / float(offer[1]["weight"])), reverse=True)
    for number in range(count - len(found)):
        centre, row = offers[number % len(offers)]
        found.append(make_course(city, chance, centre, row))
    return found


def demo_titles() -> list[str]:
    """What the demo centre always teaches, so that a gap of the demo trainee can be closed."""
    return tree("story")["centre"]["courses"]


def make_course(city: City, chance: Chance, centre: Centre, kind: dict[str, str]) -> Teaching:
    """A course of the kind at the centre, with its classes."""
    place = _place(city, chance.choice(centre.teaches_at))
    level = kind["level"]
    months = Decimal(kind["months"])
    skills = split(kind["skills"])
    verified = centre.row.verification == Organisation.Verification.VERIFIED
    demo = centre.demo and kind["title"] in demo_titles()
    rural = bool(SUBSIDISED_KINDS & set(centre.kinds))
    subsidised = demo or (rural and chance.maybe(SUBSIDISED.get(level, 0)))
    values: dict[str, Any] = {"status": Course.Status.DRAFT}
    if verified and (demo or chance.maybe(0.94)):
        values = {
            "status": Course.Status.PUBLISHED,
            "published_at": city.days_ago(int(chance.logarithmic(3, 400)), chance),
        }
        if not demo and chance.maybe(0.03):
            values["status"] = Course.Status.CLOSED
            values["closed_at"] = city.days_ago(1, chance)
    row = Course(
        centre=centre.row,
        title=_title(chance, kind, demo),
        description=_description(city, chance, kind, skills, rural=rural),
        level=level,
        hours_theory=int(kind["theory"]),
        hours_practice=int(kind["practice"]),
        months=months,
        fee=_fee(chance, float(kind["fee"])),
        entry_education=kind["entry"],
        entry_note=chance.choice(ENTRY_NOTES) if chance.maybe(0.5) else "",
        subsidised=subsidised,
        subsidy_programme=chance.choice(PROGRAMMES) if subsidised else "",
        employer_commitment=_commitment(chance, split(kind["occupations"])),
        unit=place.unit,
        address=address(chance, place),
        **values,
    )
    teaching = Teaching(row, split(kind["occupations"]), skills, kind["title"])
    teaching.intakes = list(_intakes(city, chance, row, level, demo=demo))
    return teaching


def _commitment(chance: Chance, occupations: list[str]) -> str:
    if not chance.maybe(0.4):
        return ""
    return PRODUCE if MAKERS & set(occupations) else chance.choice(COMMITMENTS)


def _title(chance: Chance, kind: dict[str, str], demo: bool) -> str:
    name = kind["title"]
    if demo:
        return name
    lower = name[0].lower() + name[1:] if name[1:2].islower() else name
    return chance.choice([name, name, name, f"Nghề {lower}", f"Lớp {lower}", f"Khoá {lower}"])


def _description(
    city: City, chance: Chance, kind: dict[str, str], skills: list[str], *, rural: bool
) -> str:
    labels = [city.skill_labels[skill].split(" (")[0] for skill in skills]
    listed = chance.choice(
        [
            "Học xong bạn biết: " + "; ".join(labels) + ".",
            "Nội dung:\n" + "\n".join(f"- {label}" for label in labels),
            "Bạn sẽ học: " + ", ".join(label[0].lower() + label[1:] for label in labels) + ".",
        ]
    )
    hours = int(kind["theory"]) + int(kind["practice"])
    times = [
        f"Tổng {hours} giờ, thực hành {kind['practice']} giờ.",
        "Nghỉ mùa gặt, học bù sau." if rural else "Lớp không quá 25 người.",
        "Học buổi tối được nếu đủ 15 người.",
        "Cuối khoá kiểm tra tay nghề, cấp chứng chỉ.",
        "Được cấp tài liệu và vật tư thực hành.",
    ]
    return "\n".join([kind["about"], listed, *chance.some(times, chance.randint(1, 3))])


def _fee(chance: Chance, million: float) -> int:
    return round(million * chance.uniform(0.92, 1.1) * 10) * MILLION // 10


def _intakes(city: City, chance: Chance, course: Course, level: str, *, demo: bool) -> list[Intake]:
    """Two to four classes: over, running, taking people, announced; some full."""
    days = max(3, int(course.months * 30))
    starts_in = {
        "over": (-days - 300, -days - 12),
        "running": (1 - days, -1),
        "open": (8, 40),
        "later": (45, 120),
    }
    kinds = ["over", "open"] if demo else chance.some(starts_in, chance.randint(2, 4))
    made = []
    for kind in kinds:
        starts = city.today.date() + timedelta(days=chance.randint(*starts_in[kind]))
        seats = chance.choice(SEATS["college" if level == "college" else "short"])
        free = {"over": (0, 6), "running": (0, 5), "open": (3, 13), "later": (seats - 8, seats)}
        full = kind in ("open", "later") and not demo and chance.maybe(0.24)
        made.append(
            Intake(
                course=course,
                starts_on=starts,
                ends_on=starts + timedelta(days=days),
                enrol_until=starts - timedelta(days=chance.choice([1, 2, 3, 5])),
                seats=seats,
                seats_taken=seats - (0 if full else chance.randint(*free[kind])),
                shift=chance.pick(SHIFTS),
                cancelled=not demo and kind in ("later", "over") and chance.maybe(0.05),
            )
        )
    return made


def store(teachings: list[Teaching]) -> None:
    """Stores courses, what they teach and prepare for, and their classes."""
    rows = [teaching.row for teaching in teachings]
    Course.objects.bulk_create(rows)
    for row in rows:
        row.created_at = row.published_at or row.created_at
    Course.objects.bulk_update(rows, ["created_at"], batch_size=500)
    through = Course.occupations.through
    through.objects.bulk_create(
        through(course_id=t.row.pk, occupation_id=o) for t in teachings for o in t.occupations
    )
    taught = Course.skills.through
    taught.objects.bulk_create(
        taught(course_id=t.row.pk, skill_id=s) for t in teachings for s in t.skills
    )
    Intake.objects.bulk_create(intake for t in teachings for intake in t.intakes)
