"""Small parts that components are made of: `{% load ui %}`."""

import json
from functools import cache
from pathlib import Path

import segno
from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "assets" / "icons.json"


@cache
def icon_names() -> frozenset[str]:
    return frozenset(json.loads(ICONS.read_text()))


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, hidden from screen readers: a word stands beside it.

    Raises ValueError for a name that is not in assets/icons.json, hence not in the sprite.
    """
    if name not in icon_names():
        raise ValueError(f"Icon {name!r} is not in frontend/assets/icons.json.")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("build/icons.svg"),
        name,
    )


@register.filter
def percent_of(value: float | None, whole: float | None) -> int:
    """How many whole percent of `whole`, 0–100, for the width of a bar."""
    if not value or not whole:
        return 0
    return max(0, min(100, round(value * 100 / whole)))


@register.filter
def fit_band(score: int) -> str:
    """The colour band of a fit: high, middle or low."""
    return "high" if score >= 80 else "middle" if score >= 60 else "low"


@register.simple_tag
def qr(text: str) -> SafeString:
    """A QR code as inline SVG; the text itself must stand beside it."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=8, border=4, omitsize=True))  # noqa: S308 - paths only
