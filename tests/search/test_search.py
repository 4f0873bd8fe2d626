from datetime import timedelta

import pytest
from django.utils import timezone, translation
from rest_framework.exceptions import ValidationError

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.changes import announce
from portal.search import synonyms, vocabulary
from portal.search.results import search_for
from tests.factories import (
    AN_DUONG,
    CAT_HAI,
    TIEN_LANG,
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    VacancyFactory,
)
from training.models import Course

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_vocabulary():
    vocabulary.forget()


@pytest.fixture
def publish(drain):
    """Makes rows searchable and hands them back."""

    def run(*rows):
        for row in rows:
            announce("vacancy" if isinstance(row, Vacancy) else "course", [row.pk])
        drain()
        return rows

    return run


def found(**params) -> list[str]:
    return [hit.row.title for hit in search_for(**params).hits]


def test_with_and_without_tone_marks_the_same_comes_first(publish):
    publish(
        *(
            VacancyFactory(title=title, published_at=timezone.now() - timedelta(hours=n))
            for n, title in enumerate(
                (
                    "Nhân viên thu hân hoan",
                    "THO HAN CO2 LUONG CAO",
                    "Thợ hàn 3G, 6G",
                    "Cần tuyển thợ hàn gấp",
                    "Thợ phụ, biết hàn",
                )
            )
        ),
        VacancyFactory(title="Kế toán", occupation_id="cook", description="Sổ sách."),
    )
    marked, bare = found(q="Thợ hàn"), found(q="tho han")
    assert marked == bare
    assert found(q="THỢ HÀN") == marked
    assert "Kế toán" not in marked


def test_exact_marks_come_before_other_words_of_the_same_letters(publish):
    publish(
        *(
            VacancyFactory(title=title, occupation_id="cook", description="…")
            for title in ("Bán mật", "Bán mắt kính", "Bán mặt nạ")
        )
    )
    assert found(q="bán mặt")[0] == "Bán mặt nạ"
    assert len(found(q="ban mat")) == 3


def test_an_ad_for_the_occupation_is_found_by_any_of_its_names(publish):
    publish(VacancyFactory(title="Tuyển CN ca đêm lương cao", description="Việc trong xưởng"))
    assert found(q="thợ hàn điện") == ["Tuyển CN ca đêm lương cao"]


def test_the_title_counts_more_than_the_text(publish):
    publish(
        VacancyFactory(title="Lễ tân", occupation_id="cook", description="Có bãi xe nâng. " * 3),
        VacancyFactory(title="Lái xe nâng", occupation_id="cook", description="Việc kho."),
    )
    assert found(q="xe nâng")[0] == "Lái xe nâng"


def test_words_may_stand_in_title_and_place(publish):
    publish(
        VacancyFactory(title="Thợ hàn A", unit_id=TIEN_LANG),
        VacancyFactory(title="Thợ hàn B", unit_id=AN_DUONG),
    )
    assert found(q="thợ hàn tiên lãng")[0] == "Thợ hàn A"
    assert found(q="tho han an duong")[0] == "Thợ hàn B"


def test_quotes_ask_for_the_words_side_by_side_and_a_dash_leaves_out(publish):
    publish(
        VacancyFactory(title="Thợ hàn tàu"),
        VacancyFactory(title="Thợ sửa tàu, biết hàn", description="…"),
    )
    assert found(q='"hàn tàu"') == ["Thợ hàn tàu"]
    assert found(q="thợ -sửa") == ["Thợ hàn tàu"]


def test_only_what_is_public_now_is_found(publish):
    today = timezone.localdate()
    hidden = OrganisationFactory(verification=Organisation.Verification.SUSPENDED)
    publish(
        VacancyFactory(title="Thợ hàn một", valid_through=today),
        VacancyFactory(title="Thợ hàn hai", valid_through=today - timedelta(days=1)),
        VacancyFactory(title="Thợ hàn ba", openings=2, openings_left=0),
        VacancyFactory(title="Thợ hàn bốn", status=Vacancy.Status.CLOSED),
        VacancyFactory(title="Thợ hàn năm", employer=hidden),
    )
    assert found(q="thợ hàn") == ["Thợ hàn một"]


def test_a_row_that_was_just_closed_is_skipped_though_still_indexed(publish):
    first, second = publish(*VacancyFactory.create_batch(2))
    Vacancy.objects.filter(pk=first.pk).update(status=Vacancy.Status.CLOSED)
    assert found(q="thợ hàn") == [second.title]


def test_jobs_and_courses_come_together_with_counts_of_each(publish):
    course = CourseFactory(title="Hàn cơ bản")
    IntakeFactory(course=course)
    publish(VacancyFactory(title="Thợ hàn"), VacancyFactory(title="Thợ hàn 2"), course)
    results = search_for(q="hàn")
    assert results.count == 3
    assert results.kinds == {"vacancy": 2, "course": 1}
    assert {h.type for h in results.hits} == {"vacancy", "course"}
    only = search_for(q="hàn", kind="course")
    assert [h.row for h in only.hits] == [course]
    assert only.kinds == {"vacancy": 2, "course": 1}, "the other tabs keep their counts"


def test_counts_of_a_list_ignore_its_own_choice_but_no_other(publish):
    publish(
        VacancyFactory(shifts=["day"], welfare=["meal-1"]),
        VacancyFactory(shifts=["night"], welfare=["meal-1"]),
        VacancyFactory(shifts=["night"], welfare=[]),
    )
    results = search_for(shift="night", welfare="meal-1")
    assert results.count == 1
    counts = {v.code: (v.count, v.chosen) for v in results.facets["shift"]}
    assert counts == {"night": (1, True), "day": (1, False)}
    assert {v.code: v.count for v in results.facets["welfare"]} == {"meal-1": 1}


def test_occupations_are_counted_by_themselves_and_not_by_group(publish):
    publish(
        VacancyFactory(),
        VacancyFactory(),
        VacancyFactory(occupation_id="cook"),
        CourseFactory(occupations=["welder", "cook"]),
    )
    results = search_for(kind="vacancy", occupation="cook")
    assert results.count == 1
    counts = {v.code: (v.label, v.count, v.chosen) for v in results.facets["occupation"]}
    assert counts == {"welder": ("Thợ hàn", 2, False), "cook": ("Đầu bếp", 1, True)}
    by_group = search_for(occupation="7212")
    assert by_group.count == 3
    assert {v.code for v in by_group.facets["occupation"]} == {"welder", "cook"}


def test_filters_narrow(publish):
    near = VacancyFactory(title="Gần", unit_id=AN_DUONG, pay_min=8_000_000, pay_max=12_000_000)
    island = VacancyFactory(
        title="Đảo", unit_id=CAT_HAI, pay_min=None, pay_max=None, cmkt="college"
    )
    cook = VacancyFactory(title="Bếp", occupation_id="cook", pay_min=15_000_000, pay_max=None)
    near.skill_links.create(skill_id="spreadsheets", essential=True)
    publish(near, island, cook)
    assert set(found()) == {"Gần", "Đảo", "Bếp"}
    assert found(place=CAT_HAI) == ["Đảo"]
    assert set(found(place="district-an-duong")) == {"Gần", "Bếp"}
    assert set(found(place="31")) == {"Gần", "Đảo", "Bếp"}
    assert found(occupation="cook") == ["Bếp"]
    assert set(found(occupation="72")) == {"Gần", "Đảo"}
    assert set(found(occupation="7212,cook")) == {"Gần", "Đảo", "Bếp"}
    assert found(skill="spreadsheets") == ["Gần"]
    assert set(found(pay_min="12000000")) == {"Gần", "Bếp"}
    assert found(pay_min="12000001") == ["Bếp"]
    assert found(level="college") == ["Đảo"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert search_for(posted_after=tomorrow.isoformat()).relaxation.code == "filter"
    assert len(found(posted_after=timezone.localdate().strftime("%d/%m/%Y"))) == 3


def test_distance_filters_shows_and_sorts(publish):
    publish(
        VacancyFactory(title="Đảo", unit_id=CAT_HAI),
        VacancyFactory(title="Gần", unit_id=AN_DUONG),
        VacancyFactory(title="Xa", unit_id=TIEN_LANG),
    )
    here = {"lat": "20.862", "lon": "106.596"}
    hits = search_for(**here, sort="distance").hits
    assert [h.row.title for h in hits] == ["Gần", "Xa", "Đảo"]
    assert hits[0].distance_km < 1 < hits[1].distance_km < 20 < hits[2].distance_km
    assert found(**here, radius_km="5") == ["Gần"]
    assert set(found(place=AN_DUONG, radius_km="20")) == {"Gần", "Xa"}
    assert found(place="district-tien-lang", sort="distance") == ["Xa"]


def test_orders(publish):
    now = timezone.now()
    publish(
        VacancyFactory(title="A", pay_min=1_000_000, pay_max=2_000_000, published_at=now),
        VacancyFactory(
            title="B",
            pay_min=None,
            pay_max=None,
            valid_through=now + timedelta(days=2),
            published_at=now - timedelta(days=1),
        ),
        VacancyFactory(
            title="C",
            pay_min=3_000_000,
            pay_max=9_000_000,
            valid_through=now + timedelta(days=1),
            published_at=now - timedelta(days=2),
        ),
    )
    assert found() == ["A", "B", "C"]
    assert found(sort="pay") == ["C", "A", "B"]
    assert found(sort="deadline") == ["C", "B", "A"]


def test_marks_are_our_only_html(publish):
    publish(
        VacancyFactory(
            title="Thợ hàn <b>&</b>", description="Cần <script>alert(1)</script> thợ hàn"
        )
    )
    (hit,) = search_for(q="thợ hàn").hits
    assert (
        hit.highlights["title"] == "<mark>Thợ</mark> <mark>hàn</mark> &lt;b&gt;&amp;&lt;&#x2F;b&gt;"
    )
    assert "<script" not in hit.highlights["body"]


def test_what_closed_a_moment_ago_is_neither_shown_nor_counted(publish):
    gone, open_ = publish(VacancyFactory(title="Thợ hàn xưa"), VacancyFactory(title="Thợ hàn nay"))
    course, _ = publish(CourseFactory(pk=gone.pk + 100_000), CourseFactory(pk=gone.pk))
    Vacancy.objects.filter(pk=gone.pk).update(status=Vacancy.Status.CLOSED)
    Course.objects.filter(pk=course.pk).update(status=Course.Status.CLOSED)
    results = search_for(q="hàn")
    assert {(h.type, h.row.pk) for h in results.hits} == {
        ("vacancy", open_.pk),
        ("course", gone.pk),
    }
    assert results.count == 2
    assert results.kinds == {"vacancy": 1, "course": 1}
    Vacancy.objects.filter(pk=open_.pk).update(status=Vacancy.Status.CLOSED)
    results = search_for(q="hàn", kind="vacancy")
    assert (results.count, results.hits) == (0, [])


def test_a_page_is_full_though_the_engine_still_holds_what_is_gone(publish):
    employer = OrganisationFactory()
    now = timezone.now()
    publish(
        *(
            VacancyFactory(employer=employer, published_at=now - timedelta(hours=n))
            for n in range(4)
        ),
        VacancyFactory(title="Của nơi khác", published_at=now - timedelta(hours=9)),
    )
    employer.verification = Organisation.Verification.SUSPENDED
    employer.save()
    assert found(page_size="2") == ["Của nơi khác"]
    assert search_for(page_size="2").count == 1


def test_pages_follow_each_other_without_gap_or_repetition(publish):
    publish(*VacancyFactory.create_batch(7))
    pages = [search_for(page=str(n), page_size="3") for n in (1, 2, 3, 4)]
    assert [len(p.hits) for p in pages] == [3, 3, 1, 0]
    assert len({h.id for p in pages for h in p.hits}) == 7
    assert [p.page_exists for p in pages] == [True, True, True, False]


def test_the_number_of_queries_does_not_depend_on_the_number_of_hits(
    publish, django_assert_num_queries
):
    courses = CourseFactory.create_batch(12)
    for course in courses:
        IntakeFactory(course=course)
    publish(*VacancyFactory.create_batch(12), *courses)
    search_for(q="hàn")  # loads what is kept in memory
    for kind, size, queries in (
        ("vacancy", 2, 1),
        ("vacancy", 12, 1),
        ("course", 2, 2),  # and their intakes
        ("course", 12, 2),
        ("vacancy,course", 24, 3),
    ):
        synonyms.forget()
        synonyms.revision()
        with django_assert_num_queries(queries):
            hits = search_for(q="hàn", kind=kind, page_size=str(size)).hits
            assert len([hit.summary for hit in hits]) == size


HOSTILE = [
    *"+-!(){}[]^~*?:/",
    *("&&", "||", "\\", '"'),
    '+ - && || ! ( ) { } [ ] ^ " ~ * ? : \\ /',
    "title:hàn AND body:*",
    "hàn~2 OR /.*/",
    "'; DROP TABLE jobs_vacancy; --",
    "1 OR 1=1",
    "<script>alert('x')</script>",
    "{{7*7}} ${7*7} %(x)s %s {0}",
    "🔥👩‍🏭 thợ hàn",
    "\u202ethợ hàn",
    "ｔｈｏ ｈａｎ",
    '"thợ',
    "-" * 400,
    "a " * 250,
    "hàn-tiện-phay-bào " * 25,
    "z" * 500,
]


def test_any_text_is_a_question(publish):
    publish(VacancyFactory(title="Thợ hàn"))
    for typed in HOSTILE:
        results = search_for(q=typed)
        assert not results.limited, typed
        assert results.count in (0, 1), typed


def test_decomposed_text_finds_the_same(publish):
    publish(VacancyFactory(title="Thợ hàn"))
    assert found(q="th\u01a1\u0323 ha\u0300n") == ["Thợ hàn"]


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"quaere": "1"}, "quaere", "unknown_parameter"),
        ({"q": "a" * 5000}, "q", "max_length"),
        ({"q": "a\0"}, "q", "null_characters_not_allowed"),
        ({"place": "99999"}, "place", "unknown_code"),
        ({"place": "an-duong"}, "place", "unknown_code"),
        ({"occupation": "no-such"}, "occupation", "unknown_code"),
        ({"occupation": "7"}, "occupation", "unknown_code"),
        ({"occupation": "72121"}, "occupation", "unknown_code"),
        ({"occupation": "99"}, "occupation", "unknown_code"),
        ({"skill": "x"}, "skill", "unknown_code"),
        ({"shift": "day,x"}, "shift", "unknown_code"),
        ({"kind": "jobs"}, "kind", "unknown_code"),
        ({"lat": "20"}, "lon", "invalid"),
        ({"lat": "abc", "lon": "1"}, "lat", "invalid"),
        ({"lat": "nan", "lon": "1"}, "lat", "invalid"),
        ({"lat": "91", "lon": "1"}, "lat", "max_value"),
        ({"radius_km": "5"}, "radius_km", "invalid"),
        ({"radius_km": "-5", "lat": "20", "lon": "106"}, "radius_km", "min_value"),
        ({"pay_min": "-1"}, "pay_min", "min_value"),
        ({"pay_min": "9e9"}, "pay_min", "invalid"),
        ({"posted_after": "24-11-26"}, "posted_after", "invalid"),
        ({"sort": "best"}, "sort", "invalid_choice"),
        ({"sort": "distance"}, "sort", "invalid"),
        ({"page": "0"}, "page", "min_value"),
        ({"page": "x"}, "page", "invalid"),
        ({"page": "501", "page_size": "20"}, "page", "invalid"),
        ({"page_size": "101"}, "page_size", "max_value"),
    ],
)
def test_a_wrong_parameter_is_named(params, field, code):
    with pytest.raises(ValidationError) as raised:
        search_for(**params)
    assert {f: [e.code for e in errors] for f, errors in raised.value.detail.items()} == {
        field: [code]
    }


def test_a_limit_is_told_grouped_in_the_reader_s_language():
    for language, limit in (("vi", " 10.000 "), ("en", " 10,000 ")):
        with translation.override(language), pytest.raises(ValidationError) as raised:
            search_for(page="501", page_size="20")
        assert limit in str(raised.value.detail["page"][0])


def test_empty_fields_of_a_form_say_nothing(publish):
    publish(VacancyFactory())
    empty = dict.fromkeys(
        ("q", "place", "lat", "lon", "radius_km", "pay_min", "posted_after", "sort", "page"), ""
    )
    assert search_for(**empty).count == 1
