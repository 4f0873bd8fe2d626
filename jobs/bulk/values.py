"""What people type into the table, as values of a vacancy."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from jobs.bulk.columns import Column
from jobs.bulk.reading import Cell
from portal.money import parse_money
from portal.reference import codes
from portal.reference.catalogue import catalogue
from portal.reference.models import IndustrialPark, Occupation, Skill, Unit
from portal.reference.place_words import readings
from portal.reference.places import gazetteer
from portal.textfold import fold

# Below this certainty an occupation is not taken from a title.
LIKELY = 0.6
# How many of several meanings a message names.
NAMED = 4
LONGEST = 10_000
LENGTH_OF_UNIT_CODE = 5
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_SERIAL = re.compile(r"[3-6]\d{4}")
# The first day that Excel counts from, and has one day too many after.
_SERIAL_START = date(1899, 12, 30)
_MONTHS = re.compile(r"(\d{1,3})\s*(?:(thang|month)s?|(nam|year)s?)?")
_YES = frozenset({"co", "x", "1", "dung", "yes", "true", "dong y"})
_NO = frozenset({"khong", "0", "sai", "no", "false", ""})
_NONE = frozenset({"khong", "khong can", "khong yeu cau", "chua co", "no", "none"})


@dataclass(frozen=True)
class Trouble:
    """What is wrong in a column, in the active language; without a column in the whole row."""

    column: str
    code: str
    text: str

    def stored(self) -> dict[str, str]:
        """As JSON keeps it."""
        return asdict(self)


@dataclass
class Draft:
    """What a row says: arguments of `jobs.services.create_vacancy`, and what cannot be read."""

    values: dict[str, Any] = field(default_factory=dict)
    skills: dict[str, list[Skill]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


class _WrongError(Exception):
    def __init__(self, code: str, text: str) -> None:
        self.code, self.text = code, text


class Reader:
    """Reads rows; keeps what it has looked up, since the same words come in most of them."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self._rows: dict[type, dict[str, Any]] = {}
        self._known: dict[tuple[str, str], Any] = {}

    def read(self, cells: Mapping[str, Cell]) -> Draft:
        """The values of a row by the keys of its columns."""
        draft = Draft()
        for column in self.columns:
            try:
                self._put(draft, column, _text(cells.get(column.key, "")))
            except _WrongError as wrong:
                draft.troubles.append(Trouble(column.header, wrong.code, wrong.text))
        if "occupation" not in draft.values and not cells.get("occupation"):
            self._guess(draft, _text_or_none(cells.get("title")))
        return draft

    def _put(self, draft: Draft, column: Column, text: str) -> None:
        if not text:
            if column.required:
                raise _WrongError("required", _("Fill this in."))
            return
        if len(text) > LONGEST:
            raise _WrongError("too_long", _("This is too long."))
        if column.kind == "skills":
            draft.skills[column.key] = self._skills(text)
        elif column.kind == "place":
            draft.values |= self._place(text)
        else:
            draft.values[column.key] = self._value(column, text)

    def _value(self, column: Column, text: str) -> Any:
        match column.kind:
            case "number":
                return _number(text)
            case "money":
                return _money(text)
            case "months":
                return _months(text)
            case "day":
                return _day(text)
            case "yes":
                return _yes(text)
            case "phone":
                # Excel takes a phone for a number, which has no zero in front.
                return f"0{text}" if re.fullmatch(r"[1-9]\d{8}", text) else text
            case "country":
                return self._country(text)
            case "code":
                return self._code(column.list_name, text)
            case "codes":
                return self._codes(column.list_name, text)
            case "occupation":
                return self._occupation(text)
        return text

    def _row_of(self, model: Any, key: str) -> Any:
        if model not in self._rows:
            self._rows[model] = {row.pk: row for row in model.objects.all()}
        return self._rows[model].get(key)

    def _guess(self, draft: Draft, title: str) -> None:
        if not title:
            return
        try:
            draft.values["occupation"] = self._occupation(title)
        except _WrongError:
            header = next(c.header for c in self.columns if c.key == "occupation")
            text = _("The title does not tell which occupation this is. Write it here.")
            draft.troubles.append(Trouble(header, "unclear", text))

    def _occupation(self, text: str) -> Occupation:
        key = ("occupation", text)
        if key not in self._known:
            self._known[key] = _occupation_id(text)
        found = self._row_of(Occupation, self._known[key])
        if found is None:
            near = catalogue().nearest_occupations(text, NAMED)
            raise _unknown(text, [catalogue().occupations[pk].label for pk in near])
        return found

    def _place(self, text: str) -> dict[str, Any]:
        key = ("place", text)
        if key not in self._known:
            self._known[key] = _places(text)
        found = self._known[key]
        if len(found) != 1:
            labels = [gazetteer().places[code].label for code in found[:NAMED]]
            if not found:
                raise _unknown(text, labels)
            message = _("“%(value)s” may be one of several: %(several)s … Name one of them.")
            raise _WrongError("ambiguous", message % {"value": text, "several": "; ".join(labels)})
        place = gazetteer().places[found[0]]
        if place.kind == "park":
            return {"industrial_park": self._row_of(IndustrialPark, place.code)}
        return {"unit": self._row_of(Unit, place.code)}

    def _country(self, text: str) -> str:
        key = ("country", fold(text))
        if key not in self._known:
            self._known[key] = _country(text)
        if not self._known[key]:
            raise _unknown(text, [])
        return str(self._known[key])

    def _skills(self, text: str) -> list[Skill]:
        return [self._skill(word) for word in _parts(text, ",;\n")]

    def _skill(self, word: str) -> Skill:
        key = ("skill", word)
        if key not in self._known:
            entries = catalogue().find_skills(word)
            named = [e.id for e in entries if any(fold(n) == fold(word) for n in e.names)]
            self._known[key] = named[0] if named else ""
        found = self._row_of(Skill, self._known[key])
        if found is None:
            raise _unknown(word, [e.label for e in catalogue().find_skills(word)[:NAMED]])
        return found

    def _code(self, list_name: str, text: str) -> str:
        key = (list_name, fold(text))
        if key not in self._known:
            self._known[key] = _code_of(list_name, text)
        if not self._known[key]:
            message = _("“%(value)s” is not in the list. The second sheet of the form has it.")
            raise _WrongError("unknown_code", message % {"value": text[:100]})
        return str(self._known[key])

    def _codes(self, list_name: str, text: str) -> list[str]:
        # A label may have a comma of its own.
        found: list[str] = []
        for part in _parts(text, ";\n"):
            try:
                found.append(self._code(list_name, part))
            except _WrongError:
                pieces = list(_parts(part, ","))
                if len(pieces) < 2:
                    raise
                found += [self._code(list_name, piece) for piece in pieces]
        return list(dict.fromkeys(found))


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if "formula" in cell:
        message = _("This is a formula (%(formula)s). Put its result here as a plain value.")
        raise _WrongError("formula", message % {"formula": cell["formula"]})
    message = _("Excel shows an error here (%(error)s). Put a plain value.")
    raise _WrongError("cell_error", message % {"error": cell.get("error", "")})


def _text_or_none(cell: Cell | None) -> str:
    return cell if isinstance(cell, str) else ""


def _parts(text: str, ends: str) -> list[str]:
    return [part for p in re.split(f"[{ends}]", text) if (part := p.strip())]


def _unknown(text: str, near: list[str]) -> _WrongError:
    if near:
        message = _("“%(value)s” is not known. Is it one of these: %(near)s?")
        shown = {"value": text[:100], "near": "; ".join(near)}
        return _WrongError("unknown", message % shown)
    return _WrongError("unknown", _("“%(value)s” is not known.") % {"value": text[:100]})


def _number(text: str) -> int:
    # 1.000 is a thousand here.
    plain = re.sub(r"(?<=\d)[.,\s](?=\d{3}\b)", "", text)
    if not re.fullmatch(r"-?\d{1,9}", plain):
        raise _WrongError("invalid", _("Write a whole number."))
    return int(plain)


def _money(text: str) -> int:
    try:
        return parse_money(text)
    except ValueError:
        message = _("Write an amount in VND, as 8,000,000 or 8 million.")
        raise _WrongError("invalid", message) from None


def _months(text: str) -> int:
    folded = fold(text)
    if folded in _NONE:
        return 0
    match = _MONTHS.fullmatch(folded)
    if not match:
        raise _WrongError("invalid", _("Write a number of months, or as “2 years”."))
    return int(match[1]) * (12 if match[3] else 1)


def _day(text: str) -> date:
    """As dd/mm/yyyy; a date that Excel keeps comes so as well, or as its number of days."""
    try:
        if match := _DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO_DAY.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        message = _("There is no such day. Look at the day and the month again.")
        raise _WrongError("no_such_day", message) from None
    if _SERIAL.fullmatch(text):
        return _SERIAL_START + timedelta(days=int(text))
    raise _WrongError("invalid", _("Write the date as day/month/year."))


def _yes(text: str) -> bool:
    folded = fold(text)
    if folded not in _YES | _NO:
        raise _WrongError("invalid", _("Write “Có” or “Không”."))
    return folded in _YES


def _country(text: str) -> str:
    wanted = fold(text)
    for language in ("vi", "en"):
        for code, name in Locale(language).territories.items():
            if code in SUPPORTED_REGIONS and wanted in (fold(code), fold(name)):
                return str(code)
    return ""


def _occupation_id(text: str) -> str:
    known = catalogue()
    if text in known.occupations:
        return text
    called = known.occupations_called(text)
    if len(called) == 1:
        return called[0]
    read = known.read_title(text[:200], 1)
    return read[0].id if read and read[0].score >= LIKELY else ""


def _places(text: str) -> list[str]:
    """Codes of the units and parks that a text may mean; a former district stands for all units in
    it."""
    places = gazetteer().places
    # Excel takes a code for a number and drops its zeros.
    code = text.zfill(LENGTH_OF_UNIT_CODE) if text.isascii() and text.isdigit() else text
    if code in places and places[code].kind in ("unit", "park") and places[code].is_offered:
        return [code]
    for same in readings(text):
        found = [p.code for p in same if p.kind in ("unit", "park")]
        for place in same:
            if place.kind == "district":
                found += sorted(place.units, key=lambda c: places[c].name)
        if found:
            return list(dict.fromkeys(found))
    return []


def place_told(code: str) -> str:
    """A place in words that are read as this one again, or else its code."""
    place = gazetteer().places.get(code)
    if place is None:
        return code
    province = gazetteer().places[place.province].label
    for told in (place.label, f"{place.label}, {province}"):
        if _places(told) == [code]:
            return told
    return code


def _code_of(list_name: str, text: str) -> str:
    wanted = fold(text)
    listed = codes.entries(list_name)
    for code, entry in listed.items():
        if wanted in (fold(code), fold(entry.label_vi), fold(entry.label_en)):
            return code
    for code in listed:
        # Excel drops the zeros in front of what looks like a number.
        if wanted.isdigit() and code.isdigit() and code.lstrip("0") == wanted.lstrip("0"):
            return code
    return ""
