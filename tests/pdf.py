"""Reads the text of a PDF as our own maker writes it: hexadecimal glyphs, and for each font a table
that says which letters they are."""

import re
import zlib

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\s(.*?)\sendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.S)
_LETTERS = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_DRAWN = re.compile(rb"/(\S+) [\d.]+ Tf|\[([^\]]*)\] ?TJ")
_GLYPHS = re.compile(rb"<([0-9A-Fa-f]+)>")
_REFERENCE = re.compile(rb"/([\w+-]+) (\d+) 0 R")


def solid(text: str) -> str:
    """Without any space: where lines break on paper says nothing."""
    return "".join(text.split())


def text_of(pdf: bytes) -> str:
    """All letters in the order in which they are drawn, without spaces."""
    objects = _objects(pdf)
    fonts = _fonts(objects)
    contents = (_content(body) for _number, body in sorted(objects.items()))
    return solid("".join(_drawn(c, fonts) for c in contents if b"\nBT\n" in c))


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Number → what it is; those that are packed together are unpacked."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    for body in list(objects.values()):
        if b"/Type /ObjStm" in body:
            first = int(re.search(rb"/First (\d+)", body)[1])
            content = _content(body)
            numbers = [int(word) for word in content[:first].split()]
            starts = [*numbers[1::2], len(content) - first]
            for number, start, end in zip(numbers[::2], starts, starts[1:], strict=False):
                objects[number] = content[first + start : first + end]
    return objects


def _content(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if not found:
        return b""
    return zlib.decompress(found[1]) if b"FlateDecode" in body else found[1]


def _fonts(objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """Name of a font in the pages → glyph → letters."""
    found = {}
    for body in objects.values():
        for name, reference in _REFERENCE.findall(body):
            table = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(reference), b""))
            if table:
                pairs = _LETTERS.findall(_content(objects[int(table[1])]))
                found[name] = {
                    int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
                    for glyph, letters in pairs
                }
    return found


def _drawn(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    letters: dict[int, str] = {}
    text = ""
    for name, glyphs in _DRAWN.findall(content):
        letters = fonts[name] if name else letters
        for run in _GLYPHS.findall(glyphs):
            text += "".join(letters[int(run[i : i + 4], 16)] for i in range(0, len(run), 4))
    return text
