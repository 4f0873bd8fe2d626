"""Titles of ads: the trade, and what employers put around it."""

from matching.sample.chance import Chance
from matching.sample.style import Style, lower_first

LONGEST = 150


def title(
    chance: Chance,
    style: Style,
    *,
    job: str,
    count: int,
    place: str,
    pay: str,
    perks: list[str],
) -> str:
    """One title. `pay` is "9-12 triệu" or empty; `perks` are short true things to boast of."""
    form = chance.pick(
        {"job": 40, "call": 18, "place": 14, "count": 9, "pay": 8, "perk": 9, "all": 2}
    )
    named = lower_first(job)
    if form == "pay" and not pay:
        form = "job"
    if form == "perk" and not perks:
        form = "call"
    if form == "count" and count < 2:
        form = "place"
    text = {
        "job": lambda: job,
        "call": lambda: f"{chance.choice(CALLS)} {named}",
        "place": lambda: chance.choice(
            [
                f"{job} tại {place}",
                f"{job} – {place}",
                f"{job} ({place})",
                f"Tuyển {named} làm tại {place}",
            ]
        ),
        "count": lambda: chance.choice(
            [f"Tuyển {count} {named}", f"{job} (cần {count} người)", f"Cần {count} {named}"]
        ),
        "pay": lambda: chance.choice(
            [
                f"{job}, lương {pay}",
                f"{job} – thu nhập {pay}",
                f"{job} (lương {pay})",
                f"Tuyển {named} lương {pay}",
            ]
        ),
        "perk": lambda: chance.choice(
            [f"{job} – {chance.choice(perks)}", f"{job} ({chance.choice(perks)})"]
        ),
        "all": lambda: f"Tuyển gấp {named} tại {place}" + (f", lương {pay}" if pay else ""),
    }[form]()
    if style.sloppy and form == "call":
        text += chance.choice(["!", "!!!"])
    return style.title(text)[:LONGEST]


CALLS = ["Tuyển", "Tuyển", "Cần tuyển", "Tuyển gấp", "Cần", "Tuyển dụng", "Tuyển thêm"]
