"""Names of invented people and organisations, and how they are reached."""

import re
from collections.abc import Mapping
from itertools import count

from matching.sample.chance import Chance
from matching.sample.data import split, tree
from portal.textfold import fold

FEMALE, MALE = "female", "male"
# Names changed with the generation that grew up after 1990.
YOUNG = 35
# After so many names that are taken, one gets a number.
TRIES = 60


def person(chance: Chance, sex: str, age: int) -> str:
    """A full name as it is common for the sex and generation."""
    names = tree("names")
    of_sex = names[sex]
    given = chance.choice(split(of_sex["younger" if age < YOUNG else "older"]))
    middle = chance.pick(of_sex["middle"])
    if sex == FEMALE and age < YOUNG and chance.maybe(0.5):
        middle = chance.choice(["Thu", "Thanh", "Ngọc", "Minh", "Phương", "Khánh", "Hồng"])
    if middle == given:
        middle = "Thị" if sex == FEMALE else "Văn"
    return f"{chance.pick(names['surnames'])} {middle} {given}"


def given(full_name: str) -> str:
    return full_name.rsplit(" ", 1)[-1]


def email(name: str, number: int) -> str:
    """An address that can never be delivered to (RFC 2606), for a name."""
    slug = re.sub(r"[^a-z0-9]+", ".", fold(name)).strip(".")
    return f"{slug}.{number}@example.com"


class Stems:
    """Invented company names, each given out once for each pattern."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def name(self, patterns: list[str], nations: Mapping[str, float]) -> tuple[str, str]:
        """A name that nobody has yet, and the nation that it sounds like."""
        for attempt in count(1):
            nation = self.chance.pick(nations)
            pattern = self.chance.choice(patterns)
            owner = person(self.chance, self.chance.choice([FEMALE, MALE]), 40)
            stem = self.chance.choice(split(tree("names")["stems"][self._kind(pattern, nation)]))
            name = pattern.format(name=stem, person=given(owner))
            if attempt > TRIES:
                name = f"{name} {attempt - TRIES + 1}"
            if name not in self.taken:
                self.taken.add(name)
                return name, nation
        raise AssertionError("counting never ends")

    def _kind(self, pattern: str, nation: str) -> str:
        # Shops and eating places are named for taste, not for the trade register.
        return "shop" if nation == "viet" and not _COMPANY.match(pattern) else nation


_COMPANY = re.compile(
    r"(Công ty|Ngân hàng|Hợp tác xã|Nhà máy|Trường|Bệnh viện|Đại lý thuế|\{name\} )"
)
