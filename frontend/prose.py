"""What people wrote in a large field, as paragraphs and lists: nothing of it acts as HTML."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

# A dash or plus is a bullet before a space or a letter; before a digit it is a sign or a phone.
_BULLET = re.compile(r"^(?:[•●▪◦·►✓✔]\s*|[-–—*+](?:\s+|(?=[^\W\d_])))(?=\S)")


def as_html(text: str) -> SafeString:
    """Blank lines part paragraphs, lines with a bullet make a list, other line ends are kept."""
    return mark_safe("".join(_blocks(text)))  # noqa: S308 - every line is escaped below


def opening(text: str, length: int = 160) -> str:
    """The first words in one line, for a summary."""
    return Truncator(" ".join(text.split())).chars(length)


def _blocks(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines()]
    for kind, group in groupby(lines, _kind):
        if kind == "item":
            yield "<ul>"
            yield format_html_join("", "<li>{}</li>", ((_BULLET.sub("", li),) for li in group))
            yield "</ul>"
        elif kind == "line":
            yield f"<p>{'<br>'.join(map(escape, group))}</p>"


def _kind(line: str) -> str:
    if not line:
        return "blank"
    return "item" if _BULLET.match(line) else "line"
