"""Job titles, as employers write them, are read as the occupations that people mean."""

import csv
from pathlib import Path

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
TITLES = Path(__file__).with_name("titles.csv")
# Measured .996 and 1 on 251 titles in November 2026. 100 of them were written down before the
# reader had seen them: of these it read .97 right, and .99 among three. The floors leave room for
# a change of the lists to cost some titles, and for no broken rule.
LEAST_FIRST, LEAST_IN_THREE = 0.95, 0.98


def read(title: str, limit: int = 10) -> list[dict]:
    answer = APIClient().get("/api/v1/occupations/", {"q": title, "limit": limit})
    assert answer.status_code == 200
    return answer.json()


def test_most_titles_are_read_right():
    """Each title counts as often as its kind stands in ads; a code may be a group of ISCO-08."""
    total = first = in_three = 0
    for row in csv.DictReader(TITLES.open(encoding="utf-8", newline="")):
        groups = tuple(row["code"].split("|"))
        right = [found["code"].startswith(groups) for found in read(row["title"], 3)]
        count = int(row["count"])
        total += count
        first += count * any(right[:1])
        in_three += count * any(right)
    assert first / total >= LEAST_FIRST
    assert in_three / total >= LEAST_IN_THREE


@pytest.mark.parametrize(
    "title",
    [
        "Thợ hàn",
        "THỢ HÀN",
        "tho han",
        "Tho\u031b\u0323 ha\u0300n",
        "Thợ hàn (Nam) - Hải Phòng",
        "Cần tuyển gấp thợ hàn, lương 15-20 triệu!!!",
        "🔥 Thợ hàn 🔥",
    ],
)
def test_spelling_and_what_stands_around_change_nothing(title):
    best = read(title)[0]
    assert (best["id"], best["code"], best["label"]) == ("welder", "7212", "Thợ hàn")
    assert best["score"] >= 0.9


@pytest.mark.parametrize(
    ("title", "code"),
    [
        # A level that is the work, with a place behind it.
        ("Tổ trưởng sản xuất tại KCN Đình Vũ", "3122"),
        # A number that is no amount.
        ("Phó 2 tàu hàng", "3152"),
        ("CN may", "8153"),
    ],
)
def test_what_looks_like_noise_and_is_not(title: str, code: str) -> None:
    assert read(title)[0]["code"] == code


@pytest.mark.parametrize("title", ["Nhân viên may", "Công nhân may"])
def test_sex_in_a_title_changes_nothing(title):
    def likely(text: str) -> list[str]:
        return [found["id"] for found in read(text) if found["score"] > 0.5]

    for sex in ("nam", "nữ", "nam/nữ"):
        assert likely(f"{title} ({sex})") == likely(title) != []


def test_the_surest_comes_first_and_scores_say_how_sure():
    scores = [found["score"] for found in read("nhân viên kinh doanh", 50)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len(read("nhân viên kinh doanh", 3)) == 3


@pytest.mark.parametrize("text", ["!!!", "🔥", "xqzvw", "12.000.000"])
def test_what_names_no_work_gives_no_occupation(text):
    assert read(text) == []


def test_written_tone_marks_are_taken_at_their_word():
    assert read("Nhân viên bán hàng")[0]["id"] != read("Nhân viên ban hàn")[0]["id"]
