import unicodedata
from datetime import date

import pytest

from portal.reference.models import Occupation
from portal.search import vocabulary
from portal.search.understand import understand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_vocabulary():
    vocabulary.forget()
    yield
    vocabulary.forget()


def ids(concepts) -> set[str]:
    return {c.id for c in concepts}


@pytest.mark.parametrize("typed", ["thợ hàn", "Thợ Hàn", "THO HAN", "tho hàn", "  thợ   hàn "])
def test_an_occupation_is_understood_with_and_without_tone_marks(typed):
    understood = understand(typed)
    assert "welder" in ids(understood.occupations)
    assert understood.text == "thợ hàn", "the marks are put back"


def test_other_tone_marks_are_another_word():
    assert understand("thợ hãn").occupations == []


def test_decomposed_text_is_the_same_question():
    typed = unicodedata.normalize("NFD", "thợ hàn Tiên Lãng")
    assert understand(typed) == understand("thợ hàn Tiên Lãng")


def test_the_longest_name_wins():
    assert "pipe-welder" in ids(understand("thợ hàn 6G").occupations)
    assert "welder" not in ids(understand("thợ hàn 6G").occupations)


def test_a_bare_name_means_both_the_ward_and_the_former_district():
    understood = understand("lao cong An Dương")
    assert {"11581", "district-an-duong"} <= ids(understood.places)


def test_quotes_and_dashes():
    understood = understand('thợ "làm ca đêm" -hàn -"x" Hà Nội - Hải Phòng')
    assert understood.phrases == ("làm ca đêm", "x")
    assert understood.excluded == ("hàn",)
    assert "hải" in understood.text.split()


def test_what_stands_in_every_ad_is_left_out_unless_nothing_else_is_there():
    assert understand("cần tuyển gấp thợ hàn tại công ty").text == "thợ hàn"
    assert understand("can tuyen").text == "can tuyen"
    assert understand("giáo viên").text == "giáo viên"


@pytest.mark.parametrize("typed", ["", "   ", "+ - && || !", "🔥🔥", '""', "-", "\0", "()[]{}"])
def test_signs_alone_ask_for_nothing(typed):
    assert understand(typed).is_empty


def test_changed_lists_are_noticed(django_capture_on_commit_callbacks):
    from portal.changes import announce

    assert understand("thợ làm diều sáo").occupations == []
    Occupation.objects.create(
        id="kite-maker", isco_code="7317", label_vi="Thợ làm diều sáo", label_en="Kite maker"
    )
    announce("occupation", ["kite-maker"])
    assert ids(understand("tho lam dieu sao").occupations) == {"kite-maker"}
    Occupation.objects.filter(pk="kite-maker").update(valid_until=date(2020, 1, 1))
    announce("occupation", ["kite-maker"])
    assert understand("tho lam dieu sao").occupations == []
    assert vocabulary.current().get("occupation", "kite-maker"), "old ads still name it"


def test_a_question_can_be_asked_again_without_what_was_understood():
    understood = understand('Tuyển gấp Kế toán ở Tiên Lãng "ca ngày" -Sơn')
    named = {p.words: understood.without(p) for p in understood.parts if p.concepts}
    assert named == {
        "Kế toán": 'Tuyển gấp ở Tiên Lãng "ca ngày" -sơn',
        "Tiên Lãng": 'Tuyển gấp Kế toán ở "ca ngày" -sơn',
    }


def test_letters_that_part_in_lower_case_are_shown_all_the_same():
    assert "".join(p.words for p in understand("İ thợ hàn").parts)
