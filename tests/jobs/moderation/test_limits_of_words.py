"""How words are found, apart from which."""

import pytest

from jobs.moderation.words import Rule, settled, words


@pytest.mark.parametrize(
    "text", ["đặt cọc", "ĐẶT CỌC", "dat coc", "đăt coc", "đặt  cọc", "dặt cọc"]
)
def test_marks_may_be_missing_in_part_or_all(text: str) -> None:
    assert words("đặt cọc").search(settled(text))


@pytest.mark.parametrize("text", ["năm", "nấm", "nằm", "nam9", "anam"])
def test_other_marks_make_another_word(text: str) -> None:
    assert not words("nam").search(settled(text))


@pytest.mark.parametrize(
    ("one", "other"), [("hoá", "hóa"), ("thoả thuận", "thỏa thuận"), ("uỷ quyền", "ủy quyền")]
)
def test_both_placements_of_a_mark_are_one_spelling(one: str, other: str) -> None:
    assert words(one).search(settled(other))
    assert words(other).search(settled(one))


def test_a_place_in_the_text_is_told_as_it_was_typed() -> None:
    text = "ĐẶT CỌC hoà HÒA Ớ"
    assert len(settled(text)) == len(text)


def test_an_excuse_holds_within_its_sentence_only() -> None:
    rule = Rule(words("đặt cọc"), before=words("không"))
    assert not list(rule.hits("không phải đặt cọc"))
    assert list(rule.hits("không cần kinh nghiệm. đặt cọc"))
    assert not list(rule.hits("không quá 1.000 đồng đặt cọc"))
