"""What people begin to type, and what they mean by it."""

import pytest
from django.utils import translation

from portal.search import registry
from portal.search.rebuild import rebuild
from portal.search.suggest import suggest
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

WORDS = ("occupation", "skill", "organisation")
PLACE = ("place",)
ANY = (*WORDS, *PLACE)

# Typed → kinds that are asked for → the first answer.
VIETNAMESE = [
    # Trades, as one types them on a phone: no marks, the last word half written.
    ("tho h", WORDS, "Thợ hàn"),
    ("thợ hà", WORDS, "Thợ hàn"),
    ("THO HAN", WORDS, "Thợ hàn"),
    ("han xi", WORDS, "Thợ hàn"),
    ("cong nhan m", WORDS, "Công nhân may công nghiệp"),
    ("lai x", WORDS, "Lái xe ô tô con"),
    ("xe nang", WORDS, "Lái xe nâng"),
    ("ke to", WORDS, "Kế toán nội bộ"),
    ("dieu d", WORDS, "Điều dưỡng viên"),
    ("bao v", WORDS, "Nhân viên bảo vệ"),
    ("ban h", WORDS, "Nhân viên bán hàng"),
    ("phuc v", WORDS, "Nhân viên phục vụ"),
    ("giup v", WORDS, "Người giúp việc gia đình"),
    ("phu h", WORDS, "Phụ hồ"),
    ("tap v", WORDS, "Nhân viên tạp vụ"),
    ("le tan", WORDS, "Nhân viên lễ tân"),
    ("dien l", WORDS, "Thợ điện lạnh"),
    ("thu k", WORDS, "Thủ kho"),
    ("ldpt", WORDS, "Lao động phổ thông"),
    ("cnc", WORDS, "Thợ vận hành máy CNC"),
    ("cơ kh", WORDS, "Thợ cơ khí dân dụng"),
    # Marks that are typed are meant.
    ("máy x", WORDS, "Lái máy xúc"),
    ("may công", WORDS, "Công nhân may công nghiệp"),
    # Skills and tools.
    ("excel", WORDS, "Bảng tính Excel"),
    ("tieng nh", WORDS, "Tiếng Nhật"),
    # English words on a Vietnamese page.
    ("weld", WORDS, "Thợ hàn"),
    ("sew", WORDS, "Công nhân may công nghiệp"),
    # One wrong letter.
    ("cong nhann m", WORDS, "Công nhân may công nghiệp"),
    ("thợ hànn", WORDS, "Thợ hàn"),
    ("dieu duogn", WORDS, "Điều dưỡng viên"),
    ("dong tau son", WORDS, "Công ty Đóng tàu Sông Cấm"),
    # Places: units of today, districts that are no more, parks by the name people use.
    ("an d", ANY, "Phường An Dương"),
    ("huyen an d", PLACE, "Huyện An Dương"),
    ("tien l", ANY, "Xã Tiên Lãng"),
    ("thuỷ ng", ANY, "Phường Thuỷ Nguyên"),
    ("thủy ng", ANY, "Phường Thuỷ Nguyên"),
    ("thuy nguyeen", PLACE, "Phường Thuỷ Nguyên"),
    ("quan le c", PLACE, "Quận Lê Chân"),
    ("cat h", ANY, "Đặc khu Cát Hải"),
    ("hai ph", ANY, "Thành phố Hải Phòng"),
    ("vsip", PLACE, "KCN VSIP Hải Phòng"),
    ("trang d", PLACE, "KCN Tràng Duệ"),
    ("nomura", ANY, "KCN Nhật Bản – Hải Phòng (Nomura)"),
    ("ha noi", PLACE, "Thành phố Hà Nội"),
]
ENGLISH = [
    ("weld", WORDS, "Welder"),
    ("sew", WORDS, "Sewing machine operator"),
    ("secu", WORDS, "Security guard"),
    ("tho h", WORDS, "Welder"),
    ("thợ hàn", WORDS, "Welder"),
    ("an duong", PLACE, "An Duong Ward"),
    ("Thủy Nguyên d", PLACE, "Thuy Nguyen District"),
    ("hai phong", ANY, "Hải Phòng City"),
]


def test_the_first_answer_is_what_people_mean(engine: None) -> None:
    OrganisationFactory(name="Công ty Đóng tàu Sông Cấm")
    rebuild(registry.get("concept"))
    wrong = []
    for language, table in (("vi", VIETNAMESE), ("en", ENGLISH)):
        with translation.override(language):
            for typed, kinds, expected in table:
                labels = [s.label for s in suggest(typed, kinds)]
                if labels[:1] != [expected]:
                    wrong.append((language, typed, expected, labels[:4]))
    assert not wrong, "\n".join(map(str, wrong))


def test_one_engine_request_answers_also_what_is_misspelt(engine: None, monkeypatch) -> None:
    from portal.search import suggest as module

    rebuild(registry.get("concept"))
    asked = []
    reader = module.reader()

    class Counting:
        def search(self, **request):
            asked.append(request)
            return reader.search(**request)

    monkeypatch.setattr(module, "reader", Counting)
    assert suggest("tho h")
    assert suggest("thợ hànn")
    assert len(asked) == 2


def test_what_is_only_spelt_alike_stays_away_where_something_begins_so(engine: None) -> None:
    rebuild(registry.get("concept"))
    assert [s.label for s in suggest("kien thuy", PLACE)] == ["Xã Kiến Thuỵ", "Huyện Kiến Thuỵ"]
    assert [s.label for s in suggest("kien thuj", PLACE)][:2] == ["Xã Kiến Thuỵ", "Huyện Kiến Thuỵ"]
    assert suggest("zzzzqqqq") == []
