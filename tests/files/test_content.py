"""A file is what its bytes say."""

import pytest
from django.core.exceptions import ValidationError

from portal.files.content import MOST_BYTES, check_upload, clean_name
from tests.files.making import PDF, TYPES, archive, docx, jpeg, upload

ALL = ("pdf", "docx", "jpg")


def _name(value: object) -> str | None:
    """Files are called alike in every run: some hold the hour in which they were made."""
    return "file" if isinstance(value, bytes) else None


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (jpeg(), "jpg"), (jpeg() + b"what a phone adds", "jpg"), (docx(), "docx")],
    ids=_name,
)
def test_the_kind_is_told_from_the_content_whatever_the_name(content, kind):
    file = upload(content, "anh.exe")
    assert check_upload(file, ALL) == kind
    assert file.read() == content, "left at its beginning"


@pytest.mark.parametrize(
    ("content", "kinds", "code"),
    [
        (b"", ALL, "empty"),
        (PDF + b"\0" * MOST_BYTES, ALL, "too_large"),
        (b"MZ\x90\x00 a program", ALL, "wrong_kind"),
        (b"<html><script>alert(1)</script>", ALL, "wrong_kind"),
        (b"GIF89a" + b"\0" * 50, ALL, "wrong_kind"),
        (docx(), ("pdf", "jpg"), "wrong_kind"),
        (archive({"a.txt": b"no document"}), ALL, "wrong_kind"),
        (PDF.replace(b"%%EOF", b""), ALL, "damaged"),
        (jpeg(whole=False), ALL, "damaged"),
        (b"\xff\xd8\xff\xe0", ALL, "damaged"),
        (b"\xff\xd8\xff\xff\xff\xff\xff\xff", ALL, "damaged"),
        (docx()[:60], ALL, "damaged"),
        (b"PK\x03\x04" + b"\0" * 200, ALL, "damaged"),
        (jpeg(60000, 60000), ALL, "unsafe"),
        (docx(word__vbaProject_bin=b"x"), ALL, "unsafe"),
        (docx(word__embeddings__run_exe=b"x"), ALL, "unsafe"),
        (docx(word__media__bomb_xml=b"\0" * 61 * 1024 * 1024), ALL, "unsafe"),
        (
            archive(
                {
                    "word/document.xml": b"x",
                    "[Content_Types].xml": TYPES.replace(b"xml", b"macroEnabled"),
                }
            ),
            ALL,
            "unsafe",
        ),
    ],
    ids=_name,
)
def test_what_it_refuses(content, kinds, code):
    with pytest.raises(ValidationError) as refused:
        check_upload(upload(content), kinds)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Sổ hộ nghèo.PDF", "Sổ hộ nghèo.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\fakepath\\thẻ.jpg.exe", "thẻ.jpg.pdf"),
        ('a"\r\nSet-Cookie: x.pdf', 'a" Set-Cookie: x.pdf'),
        ("\u202efdp.exe", "fdp.pdf"),
        ("...", "file.pdf"),
        ("d" * 300, "d" * 100 + ".pdf"),
    ],
)
def test_names_are_shown_without_what_may_mislead(given, shown):
    assert clean_name(given, "pdf") == shown
