"""Who is erased is not named in what stays."""

import pytest

from portal.textfold import blacked_out

NAME, PHONE, EMAIL = "Bùi Thị Xoá", "+84987123454", "Xoa@example.com"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tôi là Bùi Thị Xoá.", "Tôi là …."),
        ("toi la BUI THI  XOA nhe", "toi la … nhe"),
        ("Bùi Thị Xoa với đ", "… với đ"),
        ("gọi 0987 123 454 hoặc 0987.123.454", "gọi … hoặc …"),
        ("+84 987 123 454, 84987123454", "…, …"),
        ("thư xoa@example.com!", "thư …!"),
        ("Họ đòi 5.000.000 ₫ ở số 12", "Họ đòi 5.000.000 ₫ ở số 12"),
    ],
)
def test_names_and_numbers_go_and_the_rest_stays(text: str, left: str) -> None:
    assert blacked_out(text, NAME, PHONE, EMAIL, "") == left
