"""Employers, agencies and their owners' accounts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from stdnum.vn import mst

from matching.sample import names
from matching.sample.chance import Chance, shares
from matching.sample.city import City
from matching.sample.data import tree
from matching.sample.places import Place, address, workplace
from matching.sample.style import Style, habit
from portal.accounts.models import Membership, Organisation, User

# Said first in every description: the banner of the site does not go along in a copied text.
MARK = "Dữ liệu mẫu, tổ chức không có thật."
SMALL = {"under-10", "10-50"}
SIZES = {
    "under-10": 6,
    "10-50": 26,
    "51-100": 75,
    "101-200": 150,
    "201-500": 320,
    "501-1000": 720,
    "1001-3000": 1600,
    "3001-10000": 4200,
}
VERIFICATION = {"verified": 90, "pending": 6, "refused": 2, "suspended": 2}
REASONS = {
    "refused": [
        "Mã số thuế không khớp với tên đơn vị trên giấy đăng ký. Đề nghị kiểm tra và gửi lại.",
        "Ảnh giấy đăng ký kinh doanh bị mờ, không đọc được địa chỉ.",
        "Đơn vị đã ngừng hoạt động theo tra cứu của cơ quan thuế.",
    ],
    "suspended": [
        "Có phản ánh thu tiền đặt cọc của người lao động, đang xác minh.",
        "Nhiều người đi phỏng vấn nhưng không đúng địa chỉ đã đăng.",
    ],
}
WEBSITES = {
    "shops",
    "finance",
    "it",
    "hospitality",
    "schools",
    "health",
    "electronics",
    "auto",
    "port",
}


@dataclass
class Employer:
    """An organisation with what its ads are written from."""

    row: Organisation
    kind: dict[str, Any]
    """What branches.toml says of employers like it; nothing for agencies."""
    nation: str
    place: Place
    style: Style
    who: str

    @property
    def workers(self) -> int:
        return SIZES.get(self.row.size_band, 30)


def kind_of(chance: Chance, branch: str) -> dict[str, Any]:
    """What a branch says, with one of its variants put in where it has some."""
    about = tree("branches")[branch]
    variants = about.get("variant", [])
    if not variants:
        return about
    weights = {number: variant["share"] for number, variant in enumerate(variants)}
    return about | variants[chance.pick(weights)]


def make_employers(city: City, *, beside: int) -> list[Employer]:
    """Employers of all branches, not stored yet; so many of the number are there already."""
    chance = city.chance("employers")
    stems = names.Stems(city.chance("employer names"))
    branches = tree("branches")
    counts = shares(city.sizes["employers"] - beside, [b["share"] for b in branches.values()])
    return [
        _employer(city, chance, stems, branch)
        for branch, count in zip(branches, counts, strict=True)
        for _ in range(count)
    ]


def _employer(city: City, chance: Chance, stems: names.Stems, branch: str) -> Employer:
    kind = kind_of(chance, branch)
    name, nation = stems.name(kind["names"], kind["nations"])
    size = chance.pick(kind["sizes"])
    place = workplace(city, chance, kind["places"])
    about = chance.choice(kind["about"]).replace("{size}", str(SIZES[size]))
    row = new_organisation(
        city,
        chance,
        kind=Organisation.Kind.EMPLOYER,
        name=name,
        place=place,
        description=f"{MARK} {about}",
        industry=kind["industry"],
        enterprise_type=_type(chance, kind["types"], name, nation, size),
        size_band=size,
        website=chance.maybe(0.5) if branch in WEBSITES else chance.maybe(0.12),
    )
    return _with_habit(chance, row, kind, nation, place)


def _type(chance: Chance, types: dict[str, float], name: str, nation: str, size: str) -> str:
    """A kind of enterprise that goes with the name and the size."""
    if nation != "viet" and "fdi" in types:
        return "fdi"
    if name.startswith(("Hợp tác xã", "Tổ đội")):
        return "cooperative"
    out = {"fdi", "cooperative"}
    if size not in SMALL or name.startswith(("Công ty", "Siêu thị")):
        out |= {"household-business", "individual"}
    return chance.pick({t: w for t, w in types.items() if t not in out} or {"non-state": 1})


def _with_habit(
    chance: Chance, row: Organisation, kind: dict[str, Any], nation: str, place: Place
) -> Employer:
    woman = chance.maybe(0.62)
    given = names.given(names.person(chance, names.FEMALE if woman else names.MALE, 40))
    title = chance.choice(["chị", "C.", "Ms", "cô"] if woman else ["anh", "A.", "Mr", "chú"])
    style = habit(chance, small=row.size_band in SMALL, foreign=nation != "viet")
    return Employer(row, kind, nation, place, style, f"{title} {given}")


def make_agencies(city: City) -> list[Employer]:
    """Licensed agencies for work overseas, not stored yet, three among a hundred employers; one
    licence in ten has run out."""
    count = max(1, round(city.sizes["employers"] * 0.03))
    chance = city.chance("agencies")
    data = tree("overseas")
    found = []
    for number in range(count):
        name = data["agencies"][number % len(data["agencies"])]
        if number >= len(data["agencies"]):
            name += f" {number // len(data['agencies']) + 1}"
        place = workplace(city, chance, {"zone:centre": 80, "zone:suburb": 12, "zone:hai-duong": 8})
        row = new_organisation(
            city,
            chance,
            kind=Organisation.Kind.OVERSEAS_AGENCY,
            name=name,
            place=place,
            description=f"{MARK} {chance.choice(data['about'])}",
            industry="n",
            enterprise_type="non-state",
            size_band=chance.choice(["10-50", "51-100"]),
            website=True,
            licence=f"MẪU-{chance.randrange(100, 999)}/LĐTBXH-GP",
            state="verified" if number < 3 else None,
        )
        over = number and chance.maybe(0.1)
        days = -chance.randrange(5, 90) if over else chance.randrange(120, 1500)
        row.licence_valid_until = (city.today + timedelta(days=days)).date()
        found.append(_with_habit(chance, row, {}, "viet", place))
    return found


def new_organisation(
    city: City,
    chance: Chance,
    *,
    name: str,
    place: Place,
    website: bool = False,
    licence: str = "",
    state: str | None = None,
    **fields: Any,
) -> Organisation:
    """An employer or agency, not stored yet; `state` of verification None leaves it to chance."""
    slug = names.email(name, 0).rsplit(".0@", 1)[0].replace(".", "-")
    row = Organisation(
        name=name,
        tax_code=tax_code(chance, fields.get("enterprise_type", "")),
        unit=place.unit,
        industrial_park=place.park,
        address=address(chance, place),
        phone=city.phone(),
        email=f"tuyendung@{slug[:50].strip('-')}.example.com" if chance.maybe(0.78) else "",
        website=f"https://{slug[:50].strip('-')}.example.com/" if website else "",
        licence_number=licence,
        is_sample=True,
        **fields,
    )
    decide(city, chance, row, state or chance.pick(VERIFICATION))
    return row


def decide(city: City, chance: Chance, row: Organisation, state: str) -> None:
    """Puts the organisation into a state of verification, registered some time before."""
    days = chance.randrange(1, 9) if state == "pending" else int(chance.logarithmic(12, 700))
    row.created_at = city.days_ago(days, chance)
    row.verification = state
    if state != "pending":
        row.verified_at = min(row.created_at + timedelta(days=chance.randrange(1, 5)), city.now)
    if state in REASONS:
        row.refusal_reason = chance.choice(REASONS[state])


def tax_code(chance: Chance, type_: str = "") -> str:
    """A code with a right check digit in a province that does not exist (99), or for people and
    households their 12-digit number of such a province."""
    if type_ in ("individual", "household-business"):
        return f"999{chance.randrange(10**8, 10**9)}"
    while True:
        digits = f"99{chance.randrange(1, 10**7):07d}"
        code = digits + mst.calc_check_digit(digits)
        if mst.is_valid(code):
            return code


def store(rows: list[Organisation], officer: User | None) -> None:
    """Stores organisations as they are; the officer is who decided on them."""
    created = [row.created_at for row in rows]
    for row in rows:
        if row.verification != Organisation.Verification.PENDING:
            row.verified_by = officer
    Organisation.objects.bulk_create(rows)
    for row, moment in zip(rows, created, strict=True):
        row.created_at = moment
    Organisation.objects.bulk_update(rows, ["created_at"], batch_size=500)


def add_owners(city: City, organisations: list[Organisation]) -> None:
    """An account for each organisation that has none, by phone or e-mail."""
    chance = city.chance("owners")
    owned = set(
        Membership.objects.filter(organisation__in=organisations).values_list(
            "organisation_id", flat=True
        )
    )
    owners = []
    left = [organisation for organisation in organisations if organisation.pk not in owned]
    for number, organisation in enumerate(left):
        sex = names.FEMALE if chance.maybe(0.6) else names.MALE
        full_name = names.person(chance, sex, chance.randrange(26, 55))
        by_mail = chance.maybe(0.6)
        owners.append(
            User(
                full_name=full_name,
                phone=city.phone() if not by_mail or chance.maybe(0.5) else None,
                email=names.email(full_name, 5000 + number) if by_mail else None,
                phone_verified=True,
                date_joined=organisation.created_at,
                is_sample=True,
            )
        )
    store_users(owners)
    Membership.objects.bulk_create(
        Membership(user=owner, organisation=organisation, role=Membership.Role.OWNER)
        for owner, organisation in zip(owners, left, strict=True)
    )


def store_users(users: list[User]) -> None:
    """Stores accounts without a password; their addresses count as verified."""
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True)
        for user in users
        if user.email
    )
