"""What a file is, told from its bytes: neither its name nor what the browser says counts."""

import struct
import zipfile
from collections.abc import Iterable
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from portal.textfold import nfc

Kind = Literal["pdf", "docx", "jpg", "xlsx", "csv"]

MOST_BYTES = 5 * 1024 * 1024
# What a file of a few kilobytes may unfold to, so that no reader's program drowns in it.
MOST_PIXELS = 60_000_000
MOST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_PARTS = 2000
MOST_NAME = 100
LABELS: dict[Kind, str] = {
    "pdf": "PDF",
    "docx": "Word (.docx)",
    "jpg": "JPG",
    "xlsx": "Excel (.xlsx)",
    "csv": "CSV (UTF-8)",
}
CONTENT_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# Markers of a JPEG's segment with the size in pixels (ITU T.81, table B.1).
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def check_upload(file: File, kinds: Iterable[Kind], *, most_bytes: int = MOST_BYTES) -> Kind:
    """The kind of a file that somebody hands in, told from its content; at most 5 MB if not said.

    Raises ValidationError (`empty`, `too_large`, `wrong_kind`, `damaged`, `unsafe`). The file is
    left at its beginning.
    """
    wanted = tuple(kinds)
    size = file.size or 0
    if size == 0:
        raise ValidationError(_("This file is empty."), code="empty")
    if size > most_bytes:
        message = _("This file is larger than %(mb)s MB.") % {"mb": most_bytes // 1024**2}
        raise ValidationError(message, code="too_large")
    file.seek(0)
    try:
        content = file.read()
    finally:
        file.seek(0)
    kind = _kind(content)
    if kind not in wanted:
        names = ", ".join(LABELS[each] for each in wanted)
        raise ValidationError(
            _("This is no file of a kind that can be read here: %(kinds)s.") % {"kinds": names},
            code="wrong_kind",
        )
    if kind == "jpg":
        _check_jpeg(content)
    elif kind in _MAIN_PARTS:
        _check_office(file, kind)
    elif kind == "pdf" and b"%%EOF" not in content[-2048:]:
        raise _damaged()
    return kind


def clean_name(name: str, kind: Kind) -> str:
    """A name under which a file can be offered: its last part, ending as its kind does."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = nfc("".join(c if c.isprintable() else " " for c in last)).strip(" .")
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    return f"{stem[:MOST_NAME].strip() or 'file'}.{kind}"


def _kind(content: bytes) -> Kind | None:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"PK\x03\x04"):
        # Names of parts stand as they are in the directory at the end.
        return "xlsx" if b"xl/workbook.xml" in content else "docx"
    return "csv" if _is_text(content) else None


def _is_text(content: bytes) -> bool:
    """UTF-8 without what no text has."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not text.lstrip().startswith(("<", "{\\rtf"))


def _check_jpeg(content: bytes) -> None:
    """Walks its segments: a picture has a size of its own, and an end."""
    at = 2
    pixels = 0
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES and at + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, at + 5)
            pixels = max(pixels, height * width)
        if marker == 0xDA:  # the picture itself follows
            break
        at += 2 + length
    if not pixels or content.find(b"\xff\xd9", at) < 0:
        raise _damaged()
    if pixels > MOST_PIXELS:
        raise ValidationError(_("This picture is too large to be opened safely."), code="unsafe")


def _check_office(file: File, kind: Kind) -> None:
    """A document of Word or a table of Excel: no other archive, nothing that runs, nothing that
    unfolds endlessly."""
    unsafe = ValidationError(_("This document cannot be opened safely."), code="unsafe")
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if _MAIN_PARTS[kind] not in names or _TYPES not in names:
                raise ValidationError(
                    _("This is no file of %(kind)s.") % {"kind": LABELS[kind]}, code="wrong_kind"
                )
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED_BYTES:
                raise unsafe
            if any(_runs(name) for name in names) or any(p.flag_bits & 1 for p in parts):
                raise unsafe
            types = archive.read(next(p for p in parts if p.filename.lower() == _TYPES))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _damaged() from error
    finally:
        file.seek(0)
    if b"macroenabled" in types.lower():
        raise unsafe


_TYPES = "[content_types].xml"
_MAIN_PARTS: dict[Kind, str] = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def _runs(name: str) -> bool:
    """Macros, and things of other programs put inside."""
    return "vbaproject" in name or name.startswith(
        ("word/embeddings/", "word/activex/", "xl/embeddings/", "xl/activex/", "xl/macrosheets/")
    )


def _damaged() -> ValidationError:
    return ValidationError(_("This file is damaged or not complete."), code="damaged")
