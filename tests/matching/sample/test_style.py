"""The hands in which employers write."""

import pytest

from matching.sample.chance import Chance, shares
from matching.sample.style import Style, bare, lower_first

PLAIN = {"shape": "plain", "bullet": ""}


@pytest.mark.parametrize(
    ("habit", "text", "written"),
    [
        ({}, "Thợ hàn", "Thợ hàn"),
        ({"marks": False}, "Tuyển thợ hàn Đình Vũ", "Tuyen tho han Dinh Vu"),
        ({"capitals": "all"}, "Tuyển thợ hàn", "TUYỂN THỢ HÀN"),
        ({"short": 1}, "Nhân viên kho, lương 8 – 10 triệu", "NV kho, lương 8-10tr"),
        ({"short": 2}, "Không yêu cầu kinh nghiệm", "Ko YC KN"),
        ({"short": 1}, "Công nhân may", "Công nhân may"),
        ({"short": 2, "capitals": "all"}, "được đào tạo", "ĐC ĐÀO TẠO"),
        ({"old_tones": True}, "Thuỷ, hoà, khoẻ; quý, khoảng", "Thủy, hòa, khỏe; quý, khoảng"),
        ({"lower": True}, "Cần tuyển phụ hồ", "cần tuyển phụ hồ"),
    ],
)
def test_a_line_in_each_hand(habit: dict, text: str, written: str) -> None:
    assert Style(**PLAIN, **habit).line(text) == written


def test_a_list_has_bullets_and_a_paragraph_none() -> None:
    chance = Chance(1, "test")
    assert Style(shape="structured", bullet="+ ").lines(["Một", "Hai."], chance) == "+ Một\n+ Hai"
    assert Style(**PLAIN).lines(["Một", "Hai"], chance) == "Một. Hai."


def test_titles_are_in_capitals_for_those_who_shout_only_there() -> None:
    style = Style(**PLAIN, capitals="title", short=2)
    assert style.title("Cần nhân viên được đào tạo") == "CẦN NV ĐC ĐÀO TẠO"
    assert style.line("Lương cao") == "Lương cao"


def test_marks_and_capitals() -> None:
    assert bare("Đường Lạch Tray") == "Duong Lach Tray"
    assert lower_first("Thợ hàn") == "thợ hàn"
    assert lower_first("QC may") == "QC may"


def test_shares_sum_up_and_follow_their_weights() -> None:
    assert shares(10, [1, 1, 2]) == [3, 2, 5]
    assert sum(shares(400, [0.3] * 37)) == 400
    assert shares(0, [1, 2]) == [0, 0]
    assert shares(5, []) == []


def test_chance_is_the_same_for_the_same_seed_and_subject() -> None:
    drawn = [Chance(7, "pay").random(), Chance(7, "pay").random(), Chance(7, "names").random()]
    assert drawn[0] == drawn[1] != drawn[2]
    assert Chance(8, "pay").random() != drawn[0]
