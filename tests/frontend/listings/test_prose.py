"""Paragraphs and lists out of plain text."""

import pytest

from frontend.prose import as_html, opening


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Một dòng", "<p>Một dòng</p>"),
        ("Một\nhai", "<p>Một<br>hai</p>"),
        ("Một\n\n\nhai", "<p>Một</p><p>hai</p>"),
        ("Một\r\nhai", "<p>Một<br>hai</p>"),
        ("Việc:\n- hàn\n-mài\n+ sơn", "<p>Việc:</p><ul><li>hàn</li><li>mài</li><li>sơn</li></ul>"),
        ("•hàn\n● mài", "<ul><li>hàn</li><li>mài</li></ul>"),
        # A sign, a phone or a line alone is no bullet.
        ("-5 độ\n+84 912 345 678\n-\n---", "<p>-5 độ<br>+84 912 345 678<br>-<br>---</p>"),
        ("- <b>đậm</b>", "<ul><li>&lt;b&gt;đậm&lt;/b&gt;</li></ul>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_text_becomes_paragraphs_and_lists(text, expected) -> None:
    assert as_html(text) == expected


def test_the_opening_is_one_line() -> None:
    assert opening("Một\n\n- hai  ba") == "Một - hai ba"
    assert len(opening("x" * 500)) == 160
