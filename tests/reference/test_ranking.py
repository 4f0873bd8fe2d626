"""What is named as typed comes first, in every list that can be searched by name."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from portal.reference import catalogue, places
from portal.reference.models import Occupation, PlaceSynonym, Skill, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    catalogue.forget()
    places.forget()
    yield
    catalogue.forget()
    places.forget()


def end_all(model) -> None:
    model.objects.update(valid_until=date(2020, 1, 1))


def skill(key: str, label: str, *synonyms: str, english: str = "") -> None:
    Skill.objects.create(
        id=key, label_vi=label, label_en=english or key, synonyms_vi=list(synonyms), kind="skill"
    )


def found(q: str, url: str = "skills", language: str = "vi") -> list[str]:
    answer = (
        APIClient().get(f"/api/v1/{url}/", {"q": q}, headers={"accept-language": language}).json()
    )
    return [one["id"] for one in (answer if url == "occupations" else answer["results"])]


@pytest.fixture
def skills() -> None:
    end_all(Skill)
    # In the order of their labels, which is the opposite of how well they fit "hàn".
    skill("within", "Bàn giao khanh")
    skill("word-cut", "Bốc hàng")
    skill("word", "Chỉnh máy hàn")
    skill("synonym-word", "Ghép kim loại", "máy hàn")
    skill("begins-cut", "Hàng hải")
    skill("begins", "Hàn xì")
    skill("synonym", "Nối kim loại", "hàn")
    skill("other-marks", "Hạn")
    skill("same", "Hàn")


BY_MARKS = ["same", "synonym", "other-marks", "begins", "begins-cut", "word", "synonym-word"]


@pytest.mark.usefixtures("skills")
@pytest.mark.parametrize("typed", ["hàn", "HÀN", " hàn ", "ha\u0300n", "hàn\u200b"])
def test_the_label_then_a_synonym_then_beginnings_then_words(typed: str) -> None:
    assert found(typed) == [*BY_MARKS, "word-cut", "within"]


@pytest.mark.usefixtures("skills")
def test_without_marks_any_marks_are_meant() -> None:
    assert set(found("han")[:3]) == {"same", "other-marks", "synonym"}
    assert found("han")[2:] == ["synonym", *BY_MARKS[3:], "word-cut", "within"]


def test_marks_that_were_typed_count_more_than_where_a_name_holds_them() -> None:
    end_all(Skill)
    skill("other", "May áo dài")
    skill("meant", "Sửa và chỉnh máy")
    skill("neither", "Trồng cây")
    assert found("máy") == ["meant", "other"]
    assert found("may") == ["other", "meant"]


def test_only_the_label_in_the_language_of_the_reader_is_a_label() -> None:
    end_all(Skill)
    skill("a", "Đan tay", english="Hand knitting")
    skill("b", "Dùng máy hàn", english="Using welders")
    skill("c", "Hàn", english="Welding")
    assert found("hand") == ["a"]
    assert found("han") == ["c", "b", "a"]
    assert found("hand", language="en") == ["a"]
    assert found("weld", language="en") == ["c", "b"]


def test_what_no_name_holds_is_not_found() -> None:
    for typed in ("tàu vũ trụ bay", "!!!", "—"):
        assert found(typed) == []


@pytest.mark.parametrize("typed", ["C++", "c++", "C#"])
def test_signs_that_belong_to_a_name_count(typed: str) -> None:
    end_all(Skill)
    skill("c", "Lập trình C")
    skill("cpp", "Lập trình C++")
    skill("cs", "Lập trình C#")
    assert found(typed) == ["cpp" if typed.lower() == "c++" else "cs"]


def test_places_rank_alike_and_of_equals_those_here_come_first() -> None:
    elsewhere = Unit.objects.exclude(province=places.HOME_PROVINCE).first()
    here = Unit.objects.filter(province=places.HOME_PROVINCE)[:3]
    end_all(Unit)
    for unit, name in zip([elsewhere, *here], ["Qua Lê", "Quà Lê", "Xóm Qua", "Tân"], strict=True):
        Unit.objects.filter(pk=unit.pk).update(
            name=name, full_name=f"Xã {name}", full_name_en=name, valid_until=None
        )
    PlaceSynonym.objects.create(place=here[2].pk, name="Quà Lê")
    assert found("quà lê", "places") == [here[0].pk, here[2].pk, elsewhere.pk]
    ours = {elsewhere.pk, *(unit.pk for unit in here)}
    listed = [code for code in found("qua", "places") if code in ours]
    assert listed == [here[0].pk, elsewhere.pk, here[1].pk, here[2].pk]


def test_the_beginning_of_an_occupation_is_enough() -> None:
    end_all(Occupation)
    for key, label in (("a", "Buôn thợ"), ("b", "Thợ đúc"), ("c", "Thợ khoan giếng")):
        Occupation.objects.create(id=key, label_vi=label, label_en=key, isco_code="7211")
    assert found("thợ kho", "occupations")[0] == "c"
    assert set(found("thợ", "occupations")) == {"a", "b", "c"}
    assert found("Thợ đúc", "occupations")[0] == "b"
    answer = APIClient().get("/api/v1/occupations/", {"q": "thợ", "limit": 2}).json()
    assert len(answer) == 2
    scores = [one["score"] for one in answer]
    assert scores == sorted(scores, reverse=True)
