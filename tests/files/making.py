"""Files as people hand them in, made in memory."""

import io
import struct
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TYPES = b'<?xml version="1.0"?><Types xmlns="x"><Default Extension="xml"/></Types>'


def jpeg(width: int = 640, height: int = 480, *, whole: bool = True) -> bytes:
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\x00\x00\x3f\x00" + b"\x12\x34" * 20
    return b"\xff\xd8" + frame + scan + (b"\xff\xd9" if whole else b"")


def docx(**more: bytes) -> bytes:
    """`more`: further parts, with `__` for `/` and `_` for `.` in their names."""
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"}
    parts |= {k.replace("__", "/").replace("_", "."): v for k, v in more.items()}
    return archive(parts)


def archive(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def upload(content: bytes, name: str = "giay-to.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
