"""Where people live and work, and how ads and envelopes name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.data import split, table, tree
from portal.reference.models import IndustrialPark, Unit

# How pay differs from that of the old city and the big parks.
PAY_BY_ZONE = {
    "rural": 0.93,
    "hai-duong-rural": 0.92,
    "hai-duong": 0.97,
    "chi-linh": 0.94,
    "kinh-mon": 0.95,
    "cat-hai": 1.03,
}


@dataclass(frozen=True)
class Place:
    """A ward or commune, and the park in it where there is one."""

    unit: Unit
    park: IndustrialPark | None
    zone: str

    @property
    def short(self) -> str:
        """As an ad names it: "KCN Tràng Duệ", "phường Hải An"."""
        if self.park:
            return self.park.name.split(" (")[0]
        name = self.unit.full_name
        return name[0].lower() + name[1:]

    @property
    def routes(self) -> list[str]:
        """Where shuttle buses to this park come from; none elsewhere."""
        parks = tree("parks")
        cluster = parks["parks"].get(self.park.id if self.park else "")
        return parks["routes"].get(cluster, [])


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in table("units")}


def zone_of(unit: Unit) -> str:
    return _units()[unit.code]["zone"]


def workplace(city: City, chance: Chance, mix: Mapping[str, float]) -> Place:
    """One of the parks, units and zones of a mix."""
    what = chance.pick(mix)
    if what.startswith("zone:"):
        return _at(city, _in_zone(chance, what.removeprefix("zone:")))
    if what.startswith("unit:"):
        return _at(city, what.removeprefix("unit:"))
    park = city.parks[what]
    return Place(city.units[park.unit_id], park, zone_of(city.units[park.unit_id]))


def home(city: City, chance: Chance, mix: Mapping[str, float]) -> Place:
    """A ward or commune of one of the zones, by how many live there."""
    return _at(city, _in_zone(chance, chance.pick(mix)))


def _in_zone(chance: Chance, zone: str) -> str:
    homes = {code: float(row["homes"]) for code, row in _units().items() if row["zone"] == zone}
    return chance.pick(homes)


def _at(city: City, code: str) -> Place:
    return Place(city.units[code], None, _units()[code]["zone"])


def address(chance: Chance, place: Place) -> str:
    """A street and number, or a plot in the park; the numbers mean nothing."""
    if place.park:
        plot = f"Lô {chance.choice('ABCDEFGHK')}{chance.randrange(1, 20)}"
        return f"{plot}, {place.park.name.split(' (')[0]}"
    street = chance.choice(split(_units()[place.unit.code]["streets"]))
    if "quốc lộ" in street or "đường " in street:
        return f"Km {chance.randrange(2, 40)} {street}, {place.unit.full_name}"
    if place.unit.is_rural:
        return f"{street}, {place.unit.full_name}"
    return f"Số {chance.randrange(2, 400)} {street}, {place.unit.full_name}"


def hamlet(chance: Chance, place: Place) -> str:
    """The part of a commune or ward that somebody gives as home; often none."""
    if chance.maybe(0.25):
        return ""
    if place.unit.is_rural:
        named = ["Đông", "Đoài", "Trung", "Nam", "Bắc", "Thượng", "Hạ", "Trại", "Mới", "Đình"]
        return chance.choice(
            [
                f"Thôn {chance.randrange(1, 14)}",
                f"Thôn {chance.choice(named)}",
                f"Xóm {chance.randrange(1, 9)}",
            ]
        )
    street = chance.choice(split(_units()[place.unit.code]["streets"]))
    return chance.choice(
        [
            f"Tổ dân phố số {chance.randrange(1, 22)}",
            f"Ngõ {chance.randrange(3, 300)} {street}",
            f"{chance.randrange(2, 60)}/{chance.randrange(10, 300)} {street}",
        ]
    )
