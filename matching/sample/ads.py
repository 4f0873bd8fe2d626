"""The text of an ad, from what the vacancy offers and asks, in the hand of the employer."""

import re
from dataclasses import dataclass, field
from typing import Any

from matching.sample.chance import Chance
from matching.sample.data import tree
from matching.sample.pay import Pay, words
from matching.sample.style import Style, lower_first

HEADINGS = [
    ("MÔ TẢ CÔNG VIỆC", "YÊU CẦU", "QUYỀN LỢI"),
    ("Mô tả công việc:", "Yêu cầu ứng viên:", "Quyền lợi được hưởng:"),
    ("1. Công việc", "2. Yêu cầu", "3. Chế độ"),
    ("* CÔNG VIỆC", "* ĐIỀU KIỆN", "* CHẾ ĐỘ"),
]
# How many lines of each part a shape has: tasks, needs, offers.
LENGTH = {
    "structured": ((2, 6), (2, 5), (3, 8)),
    "pasted": ((2, 5), (2, 4), (2, 6)),
    "plain": ((1, 3), (1, 3), (2, 5)),
    "short": ((1, 1), (0, 1), (1, 2)),
}


COMPANIES = {"factory", "office"}
ABROAD: dict[str, Any] = {"voice": "factory"}


@dataclass(frozen=True)
class Ad:
    """What a text is written from; nothing in it may contradict the fields of the vacancy."""

    job: str
    family: str
    tasks: list[str]
    count: int
    place: str
    pay: Pay
    shift: str
    education: str = ""
    cmkt: str = ""
    experience: int = 0
    essential: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    welfare: list[str] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    who: str = ""
    closing: list[str] = field(default_factory=list)
    """Lines that belong to the end of the offer."""
    part_time: bool = False
    overseas: bool = False
    """What employers here say of themselves does not hold for work overseas."""


def write(ad: Ad, style: Style, chance: Chance) -> tuple[str, str, str]:
    """Description, requirements and benefits; the last two may be empty."""
    own = ABROAD if ad.overseas else tree("family_texts")[ad.family]
    general = tree("phrases")
    voice = own["voice"]
    tasks, needs, offers = (chance.randint(*limits) for limits in LENGTH[style.shape])
    fill = _Fill(ad, chance)
    lines = (
        _tasks(ad, own, general, voice, tasks, chance),
        _needs(ad, own, general, voice, needs, chance),
        _offers(ad, own, general, voice, offers, chance),
    )
    parts = [style.lines([fill(text) for text in part], chance) if part else "" for part in lines]
    if style.shape != "pasted":
        return parts[0], parts[1], parts[2]
    heads = chance.choice(HEADINGS) if style.headings else ("", "", "")
    whole = [
        f"{style.line(head)}\n{part}" if head else part
        for head, part in zip(heads, parts, strict=True)
        if part
    ]
    return "\n\n".join(whole), "", ""


def _tasks(ad: Ad, own: dict, general: dict, voice: str, most: int, chance: Chance) -> list[str]:
    lines = chance.some(ad.tasks, most)
    if len(lines) < most:
        lines += chance.some(own.get("tasks", []), most - len(lines))
    if chance.maybe(0.36 if most > 1 else 0.2):
        lines.insert(0, chance.choice(general["opening"][voice]))
    if ad.shift and chance.maybe(0.7 if most > 1 else 0.3):
        in_own_way = general["shifts"].get(voice, {})
        lines.append(chance.choice(in_own_way.get(ad.shift) or general["shifts"][ad.shift]))
    return lines


def _needs(ad: Ad, own: dict, general: dict, voice: str, most: int, chance: Chance) -> list[str]:
    if not most:
        return []
    lines = []
    if ad.cmkt and chance.maybe(0.75):
        lines.append(chance.choice(general["level"][ad.cmkt]))
    if ad.education in general["schooling"] and chance.maybe(0.7):
        lines.append(chance.choice(general["schooling"][ad.education]))
    if chance.maybe(0.8):
        lines.append(chance.choice(general["experience"]["some" if ad.experience else "none"]))
    if ad.essential and chance.maybe(0.85):
        lines.append(
            chance.choice(general["skills"]["lead"]).replace("{skills}", _listed(ad.essential))
        )
    if ad.optional and chance.maybe(0.6):
        lines.append(
            chance.choice(general["skills"]["optional"]).replace("{skills}", _listed(ad.optional))
        )
    lines = lines[:most]
    more = [*chance.some(own.get("needs", []), 2), *chance.some(general["attitude"][voice], 2)]
    # Of what contradicts the fields, nothing is said.
    more = [text for text in more if not (ad.experience and _FOR_BEGINNERS.search(text))]
    lines += more[: max(0, most - len(lines))]
    if most > 2 and chance.maybe(0.4):
        formal = voice in COMPANIES or own.get("formal")
        lines.append(chance.choice(general["documents"]["formal" if formal else "plain"]))
    return lines


def _offers(ad: Ad, own: dict, general: dict, voice: str, most: int, chance: Chance) -> list[str]:
    lines = [chance.choice(general["pay"][ad.pay.form])] if chance.maybe(0.9) else []
    said = [code for code in ad.welfare if code in general["welfare"]]
    lines += [chance.choice(general["welfare"][code]) for code in chance.some(said, most)]
    usual = [text for text in own.get("offers", []) if ad.part_time or "{hour}" not in text]
    lines += chance.some(usual, 1 if most < 3 else 2)
    if most > 2 and not ad.overseas:
        lines += chance.some(general["extra"][voice], 2)
        if voice in COMPANIES and chance.maybe(0.16):
            lines += chance.some(general["warning"]["all"], 1)
    lines += chance.some(ad.closing, 2)
    if ad.who and chance.maybe(0.6):
        formal = voice in COMPANIES
        lines.append(chance.choice(general["contact"]["formal" if formal else "plain"]))
    return lines


_FOR_BEGINNERS = re.compile(
    r"chưa (biết|có kinh nghiệm)|không yêu cầu kinh nghiệm|mới (ra trường|học xong)"
    r"|học việc|người mới",
    re.I,
)


def _listed(labels: list[str]) -> str:
    """Skills in a sentence: "hàn TIG, đọc bản vẽ kỹ thuật"."""
    return ", ".join(lower_first(label.split(" (")[0]) for label in labels[:4])


class _Fill:
    """Puts the vacancy's own facts into phrases."""

    def __init__(self, ad: Ad, chance: Chance) -> None:
        self.chance = chance
        self.values = {
            "job": lower_first(ad.job),
            "count": str(ad.count),
            "place": ad.place,
            "low": words(ad.pay.low) if ad.pay.low else "",
            "high": words(ad.pay.high) if ad.pay.high else "",
            "years": years(ad.experience),
            "who": ad.who,
            "routes": "; ".join(ad.routes),
        }

    def __call__(self, text: str) -> str:
        drawn = {
            "small": str(self.chance.randrange(20, 60) * 10),
            "bonus": str(self.chance.randint(1, 3)),
            "day": f"{self.chance.randrange(32, 44) * 10}–{self.chance.randrange(45, 60) * 10}",
            "hour": str(self.chance.randint(26, 32)),
        }
        return re.sub(r"\{(\w+)\}", lambda found: (self.values | drawn)[found[1]], text)


def years(months: int) -> str:
    """ "6 tháng", "1 năm", "2 năm"."""
    return f"{months} tháng" if months < 12 else f"{months // 12} năm"
