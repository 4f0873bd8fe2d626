"""What people ask of work beside the trade: shift, benefits, level, country … by every name."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from portal.reference import codes

SHIFT, WELFARE, LEVEL, EMPLOYMENT, EXPERIENCE, EDUCATION, COUNTRY = (
    *("shift", "welfare", "level", "employment", "experience", "education", "country"),
)
KINDS = (SHIFT, WELFARE, LEVEL, EMPLOYMENT, EXPERIENCE, EDUCATION, COUNTRY)
_LISTS = {
    SHIFT: ("shifts",),
    WELFARE: ("welfare",),
    LEVEL: ("cmkt", "course_levels"),
    EMPLOYMENT: ("employment_types",),
    EXPERIENCE: ("experience_bands",),
    EDUCATION: ("education",),
}
# Names that mean something else at least as often.
_UNCLEAR = frozenset(
    (
        *(
            "học lái xe",
            "học tiếng",
            "thẻ an toàn",
            "khác",
            "đào tạo",
            "training",
            "tc",
            "sc",
            "ts",
        ),
        *("ts", "master’s degree", "không", "tốt", "fair"),
    )
)
# To where people from here go to work, with what they call it beside its name. "Hàn" alone is
# welding; "đi Hàn" is not.
_COUNTRIES = {
    "JP": ("nhật", "đi nhật", "sang nhật", "xklđ nhật"),
    "KR": ("đi hàn", "sang hàn", "korea", "south korea"),
    "TW": ("đài loan", "taiwan", "đi đài"),
    "DE": ("cộng hoà liên bang đức",),
    "US": ("hoa kỳ",),
    "AE": ("dubai", "uae", "các tiểu vương quốc ả rập thống nhất"),
    "SA": ("ả rập", "ả rập xê út", "saudi"),
    "CZ": ("cộng hoà séc", "czech"),
    "RO": ("rumani", "romania"),
    "HU": ("hungary", "hungari"),
    "MO": ("ma cao", "macau", "macao"),
    **dict.fromkeys(
        (
            *("AU", "GB", "FR", "IT", "RU", "PL", "SK", "HR", "LT", "LV", "PT", "ES", "GR", "RS"),
            *("BG", "TR", "IL", "CY", "MT", "SG", "MY", "TH", "LA", "KH", "CN", "HK", "CA", "NZ"),
            *("QA", "KW", "BY", "DK", "NO", "FI", "SE", "NL", "BE", "AT", "CH", "IE", "DZ", "AO"),
        ),
        (),
    ),
}
# A country of one syllable is called so by these words; alone "Áo" is a shirt and "Ý" an idea.
_TO_A_COUNTRY = ("đi", "sang", "nước", "tại", "ở", "xklđ")


@cache
def _country_names(code: str) -> tuple[str, str]:
    vi, en = (Locale(language).territories[code] for language in ("vi", "en"))
    return vi, en


def rows() -> Iterator[tuple[str, str, str, str, list[str]]]:
    """Kind, code, label in Vietnamese and English, and all names of each condition."""
    for kind, lists in _LISTS.items():
        # Levels of people and of courses share codes and, but for some words, names.
        named: dict[str, list[str]] = {}
        labels: dict[str, tuple[str, str]] = {}
        for entry in (entry for name in lists for entry in codes.entries(name).values()):
            labels.setdefault(entry.code, (entry.label_vi, entry.label_en))
            names = named.setdefault(entry.code, [])
            names += [entry.label_vi, entry.label_en, *entry.synonyms_vi, *entry.synonyms_en]
        for code, names in named.items():
            clear = [name for name in names if name.lower() not in _UNCLEAR]
            yield kind, code, *labels[code], clear
    for code, more in _COUNTRIES.items():
        vi, en = _country_names(code)
        names = [en, *more, *(f"{way} {vi}" for way in _TO_A_COUNTRY)]
        yield COUNTRY, code, vi, en, [vi, *names] if " " in vi else names
