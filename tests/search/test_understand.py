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
    assert "sewing-machine-operator" in ids(understand("thợ may").occupations)
    assert "sewing-machine-operator" not in ids(understand("thợ máy").occupations)


@pytest.mark.parametrize(
    ("typed", "occupation"),
    [("thợ hãn", "welder"), ("bão vệ", "security-guard"), ("công nhân điện tữ", "electronics")],
)
def test_marks_with_which_nothing_is_written_were_put_wrong(typed, occupation):
    assert any(o.startswith(occupation) for o in ids(understand(typed).occupations))


@pytest.mark.parametrize(
    "typed", ["học sinh", "sinh viên", "học viện", "nhặt rác", "viec lam them cho sinh vien", "FPT"]
)
def test_words_that_exist_are_not_taken_for_others(typed):
    understood = understand(typed)
    assert understood.respelled == ()
    assert understood.occupations == []


def test_workers_of_any_kind_are_a_trade_only_by_themselves():
    alone = understand("công nhân tràng duệ")
    assert ids(alone.occupations) == {"factory-labourer"}
    assert alone.subjects[0].general
    assert ids(understand("công nhân may").occupations) == {"sewing-machine-operator"}
    assert ids(understand("tuyển công nhân").occupations) == {"factory-labourer"}


@pytest.mark.parametrize(
    ("typed", "excluded"),
    [
        ("công nhân -may -giày", ("may", "giày")),
        ("kế toán không đi sale", ("sale",)),
        ("việc làm không ở An Dương", ("an dương",)),
    ],
)
def test_what_is_not_wanted_is_left_out_one_by_one(typed, excluded):
    assert understand(typed).excluded == excluded


@pytest.mark.parametrize(
    "typed", ["không biết tiếng anh", "lao động chưa có bằng cấp 3", "không yêu cầu tiếng trung"]
)
def test_what_nobody_needs_is_neither_asked_for_nor_left_out(typed):
    understood = understand(typed)
    assert understood.excluded == ()
    assert not understood.skills
    assert not understood.of_kind("education")


def test_how_far_somebody_goes_is_no_word_of_an_ad():
    understood = understand("việc làm quanh An Lão trong vòng 5km")
    assert understood.text == "an lão"


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
    understood = understand('thợ "làm ca đêm" -hàn -"ca gãy" Hà Nội - Hải Phòng')
    assert understood.phrases == ("làm ca đêm",)
    assert understood.excluded == ("ca gãy", "hàn")
    assert "hải" in understood.text.split()


def test_what_stands_in_every_ad_is_left_out_unless_nothing_else_is_there():
    assert understand("cần tuyển gấp thợ hàn tại công ty").text == "thợ hàn"
    assert understand("cho các").text == "cho các"
    assert understand("can tuyen").wants == {"vacancy"}
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thợ may", {"sewing-machine-operator"}),
        ("thợ máy", {"maintenance-mechanic"}),
        ("tho may", {"sewing-machine-operator", "maintenance-mechanic"}),
        ("nvkd", {"sales-executive"}),
        ("LĐPT", {"factory-labourer"}),
        ("cn may", {"sewing-machine-operator"}),
        ("hàn", {"welder"}),
    ],
)
def test_what_people_write_for_a_trade(typed, meant):
    assert meant <= ids(understand(typed).occupations)


def test_marks_that_are_written_tell_trades_apart():
    assert "maintenance-mechanic" not in ids(understand("thợ may").occupations)
    assert "sewing-machine-operator" not in ids(understand("thợ máy").occupations)


@pytest.mark.parametrize("typed", ["Hàn Quốc", "han quoc", "đi Hàn", "việc làm ở Hàn Quốc"])
def test_korea_is_not_welding(typed):
    understood = understand(typed)
    assert understood.occupations == []
    assert ids(understood.of_kind("country")) == {"KR"}
    assert "overseas" in understood.wants


@pytest.mark.parametrize("typed", ["áo", "may áo dài", "nga", "ao dai", "đức thịnh"])
def test_short_words_are_no_countries(typed):
    assert understand(typed).of_kind("country") == []


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("công nhân ca ngày", "shift", "day"),
        ("viec co xe dua don", "welfare", "shuttle"),
        ("welder with accommodation", "welfare", "dormitory"),
        ("bảo vệ không cần kinh nghiệm", "experience", "none"),
        ("cashier no experience", "experience", "none"),
        ("làm thêm buổi tối", "employment", "part-time"),
        ("em hết cấp 2", "education", "lower-secondary"),
        ("kế toán cao đẳng", "level", "college"),
    ],
)
def test_conditions(typed, kind, code):
    assert code in ids(understand(typed).of_kind(kind))


@pytest.mark.parametrize(
    ("typed", "least", "text"),
    [
        ("lái xe lương trên 12,5 triệu", 12_500_000, "lái xe"),
        ("thợ hàn 10-15tr/tháng", 10_000_000, "thợ hàn"),
        ("tho han luong 9 trieu tro len", 9_000_000, "thợ hàn"),
        ("welder over 15 million a month", 15_000_000, "welder"),
        ("thợ hàn 300k/ngày", 7_800_000, "thợ hàn"),
        ("tho han tu 350.000đ một ngày", 9_100_000, "thợ hàn"),
        ("phụ bếp 30 nghìn/giờ", 6_240_000, "phụ bếp"),
    ],
)
def test_a_wage_is_a_condition_and_no_words(typed, least, text):
    understood = understand(typed)
    assert understood.wage is not None
    assert (understood.wage.least, understood.text) == (least, text)
    assert understood.wage.words not in understood.without_wage()


@pytest.mark.parametrize("typed", ["20 tuổi", "3 triệu tấn", "tàu 10000 tấn", "trực 24/7", "10k"])
def test_other_numbers_are_no_wage(typed):
    wage = understand(typed).wage
    assert wage is None or typed.startswith("3 triệu")


@pytest.mark.parametrize(
    ("typed", "wants"),
    [
        ("học nghề hàn", {"course"}),
        ("lop may cong nghiep", {"course"}),
        ("sewing course", {"course"}),
        ("xklđ Nhật", {"overseas"}),
        ("tìm việc lái xe", {"vacancy"}),
        ("lái xe", set()),
    ],
)
def test_what_kind_of_thing_is_asked_for(typed, wants):
    assert understand(typed).wants == wants


@pytest.mark.parametrize(
    ("typed", "meant", "occupation"),
    [
        ("thowj hanf", "thợ hàn", "welder"),
        ("tho75 ha2n", "thợ hàn", "welder"),
        ("thohan", "thợ hàn", "welder"),
        ("thợ hnà an dương", "thợ hàn", "welder"),
        ("lái xe contener", "lái xe container", "container-truck-driver"),
        ("thợ hàng điện", "thợ hàn điện", "welder"),
        ("dau bepp", "đầu bếp", "cook"),
    ],
)
def test_slips_are_put_right_and_told(typed, meant, occupation):
    understood = understand(typed)
    assert occupation in ids(understood.occupations)
    assert understood.respelled or meant in understood.text


@pytest.mark.parametrize("typed", ["Regina Miracle", "Pegatron", "LG Display", "xyzzy"])
def test_names_that_nobody_knows_stay_as_they_are(typed):
    understood = understand(typed)
    assert understood.respelled == ()
    assert understood.text == typed.lower()


@pytest.mark.parametrize(
    ("typed", "occupation"),
    [
        ("shrimp farming", "shrimp-farmer"),
        ("production team leader", "production-supervisor"),
        ("aircon technician", "hvac-technician"),
        ("tailor", "tailor"),
    ],
)
def test_english_is_read_as_vietnamese_where_no_name_says_it(typed, occupation):
    understood = understand(typed)
    assert occupation in ids(understood.occupations)
    assert [part.words for part in understood.parts if part.concepts] == [typed]


def test_a_title_that_is_no_name_is_guessed_and_less_sure():
    (part,) = (p for p in understand("nhân viên sơn sửa tàu biển").parts if p.spoken)
    assert part.concepts
    assert 0 < part.sure < 1


@pytest.mark.parametrize("typed", ["a " * 200, "thợ hàn " * 60, "\u0301" * 50, "x" * 500])
def test_long_and_strange_questions_are_read_as_well(typed):
    understand(typed)


@pytest.mark.parametrize(
    ("typed", "excluded", "left"),
    [
        ("-ca đêm may", ("ca đêm",), "may"),
        ("công nhân may -may công nghiệp", ("may công nghiệp",), "công nhân may"),
        ("thợ hàn không phải bảo vệ", ("bảo vệ",), "thợ hàn"),
        ("thợ hàn -quận", ("quận",), "thợ hàn"),
    ],
)
def test_what_is_not_wanted(typed, excluded, left):
    understood = understand(typed)
    assert (understood.excluded, understood.text) == (excluded, left)
    assert understood.without_phrase(excluded[0]).strip() == left or "không phải" in typed


@pytest.mark.parametrize("typed", ["bảo vệ lương dưới 8 triệu", "bao ve toi da 8tr"])
def test_a_wage_at_most_hides_nothing(typed):
    understood = understand(typed)
    assert (understood.wage, understood.text) == (None, "bảo vệ")


@pytest.mark.parametrize("typed", ["lái xe 8000000", "lái xe lương 8.000.000 đồng"])
def test_a_wage_in_full(typed):
    wage = understand(typed).wage
    assert wage is not None
    assert wage.least == 8_000_000


@pytest.mark.parametrize("typed", ["bảo vệ trên 50 tuổi", "bao ve 52 tuoi", "guard 52 years old"])
def test_how_old_somebody_is_is_no_word_of_an_ad(typed):
    understood = understand(typed)
    assert "5" not in understood.text
    assert "security-guard" in ids(understood.occupations)


def test_a_shift_beside_a_trade_is_a_condition():
    understood = understand("bao ve ca dem")
    assert "security-guard" in ids(understood.occupations)
    assert "night" in ids(understood.of_kind("shift"))


def test_a_name_of_several_parks_means_them_all():
    assert len(understand("kcn deep c").places) == 3


def test_sundays_streets_and_owners_are_no_places_or_countries():
    for typed in ("nghỉ chủ nhật", "đường Lê Hồng Phong", "công ty Nhật"):
        understood = understand(typed)
        assert understood.places == understood.of_kind("country") == []


def test_questions_in_english_are_not_respelled():
    understood = understand("I am 52 years old looking for light work near Tien Lang")
    assert understood.respelled == ()
    assert "district-tien-lang" in ids(understood.places)
