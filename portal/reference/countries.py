"""Names of countries in the reader's language."""

from babel import Locale
from django.utils.translation import get_language


def country_name(code: str) -> str:
    """`Nhật Bản` for `JP` (ISO 3166-1 alpha-2); a code that nobody knows stays as it is."""
    return Locale(get_language() or "vi").territories.get(code, code)
