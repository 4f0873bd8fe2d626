import pytest

from portal.search import indexes, registry
from portal.search.analysis import one_spelling
from portal.search.engine import writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def tokens(engine):
    alias = indexes.alias(registry.get("concept"), "read")

    def cut(analyzer: str, text: str) -> list[str]:
        answer = writer().indices.analyze(index=alias, analyzer=analyzer, text=text)
        return [t["token"] for t in answer["tokens"]]

    return cut


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("HÒA", "HOÀ"),
        ("Thủy", "Thuỷ"),
        ("khỏe", "khoẻ"),
        ("hoàn", "hòan"),
        ("kỹ sư", "kĩ sư"),
        ("LÝ", "Lí"),
        ("quý", "quí"),
        ("qúy", "quý"),
        ("mì", "mỳ"),
        ("công ty", "công ti"),
    ],
)
def test_spellings_of_one_word_are_one(tokens, one, other):
    assert tokens("vi_exact", one) == tokens("vi_exact", other)
    assert one_spelling(one.lower()) == one_spelling(other.lower())
    assert tokens("vi_exact", one) == one_spelling(one.lower()).split()


@pytest.mark.parametrize(
    ("one", "other"), [("hàn", "hán"), ("thúy", "thúi"), ("tay", "tai"), ("máy", "mái")]
)
def test_different_words_stay_different(tokens, one, other):
    assert tokens("vi_exact", one) != tokens("vi_exact", other)


def test_folding_takes_tone_marks_and_d_with_stroke(tokens):
    assert tokens("vi_folded", "Thợ ĐIỆN Đường") == ["tho", "dien", "duong"]
    assert tokens("vi_exact", "Thợ ĐIỆN") == ["thợ", "điện"]
    assert tokens("vi_folded", "hoà") == tokens("vi_folded", "hoa")


def test_shingles_are_pairs_and_typeahead_is_starts(tokens):
    assert tokens("vi_shingle", "thợ hàn điện") == ["tho han", "han dien"]
    assert tokens("vi_typeahead", "Hàn") == ["h", "ha", "han"]
