"""The Vietnamese catalogue: nothing of a text gets lost in it."""

import re
import unicodedata

import polib
import pytest
from django.conf import settings

from frontend.management.commands.check_translations import CATALOGUE, problems

ENTRIES = [e for e in polib.pofile(str(settings.BASE_DIR / CATALOGUE)) if not e.obsolete]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}|{{ ?\w+ ?}}")
TAG = re.compile(r"</?\w+[^>]*>")
END = re.compile(r"[.?!…:]$")


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def wrong(judge) -> list[str]:
    return [e.msgid for e in ENTRIES if e.translated() and not all(judge(e, t) for t in texts(e))]


def test_every_placeholder_survives() -> None:
    def same(entry: polib.POEntry, text: str) -> bool:
        given = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        return set(PLACEHOLDER.findall(text)) == given

    assert wrong(same) == []


def test_every_tag_survives() -> None:
    assert wrong(lambda e, t: sorted(TAG.findall(t)) == sorted(TAG.findall(e.msgid))) == []


def test_sentences_stay_sentences() -> None:
    """Half of one was forgotten where its end is not there; labels are no sentences."""

    def whole(entry: polib.POEntry, text: str) -> bool:
        is_label = len(entry.msgid.split()) < 5
        return is_label or bool(END.search(entry.msgid)) == bool(END.search(text))

    assert wrong(whole) == []


def test_one_spelling_for_each_letter() -> None:
    assert wrong(lambda _e, t: unicodedata.is_normalized("NFC", t)) == []


def test_no_stray_spaces() -> None:
    assert wrong(lambda e, t: (t != t.strip()) == (e.msgid != e.msgid.strip())) == []
    assert wrong(lambda _e, t: "  " not in t.replace("\n", "")) == []


def po(*entries: tuple[str, str], fuzzy: bool = False) -> polib.POFile:
    made = polib.POFile()
    for msgid, msgstr in entries:
        made.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=["fuzzy"] if fuzzy else []))
    return made


@pytest.mark.parametrize(
    ("committed", "found"),
    [
        (po(("Save", "Lưu")), []),
        (po(), ["not in the catalogue: 'Save'"]),
        (po(("Save", "")), ["no Vietnamese: 'Save'"]),
        (po(("Save", "Lưu"), fuzzy=True), ["fuzzy: 'Save'"]),
        (po(("Save", "Lưu"), ("Old", "Cũ")), ["no longer used: 'Old'"]),
    ],
    ids=["complete", "missing", "empty", "fuzzy", "left over"],
)
def test_what_is_missing_is_named(committed: polib.POFile, found: list[str]) -> None:
    assert problems(po(("Save", "")), committed) == found
