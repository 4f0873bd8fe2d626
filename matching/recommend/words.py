"""What is left of a title or of somebody's own words when the noise is gone."""

import re
from functools import lru_cache
from itertools import pairwise

from portal.search.analysis import one_spelling
from portal.textfold import fold, nfc

_WORD = re.compile(r"[a-z0-9+#]+")
# What stands around the trade: calls, levels, conditions. Folded.
_PHRASES = re.compile(
    r"\b(tuyen dung|tuyen gap|can tuyen|di lam ngay|thu nhap cao|luong cao|nhan vien|"
    r"chuyen vien|khong yeu cau|kinh nghiem|so luong lon|viec lam|mong muon|toi muon|"
    r"thuc tap sinh|truong nhom|cong ty|hai phong|tai nha may|nam va nu|lam viec tai)\b"
)
# Only syllables that are part of no trade's name when folded: "ô tô", "cơ khí", "điện tử",
# "bán hàng", "in ấn", "trồng", "cần trục", "vận tải", "bảo vệ" must stay whole.
_STOP = frozenset(
    {
        *("nam", "nu", "gap", "tuyen", "va", "hoac", "cac", "nhung", "nguoi", "toi", "khong"),
        *("voi", "theo", "duoi", "tren", "trieu", "tnhh", "kcn"),
        *("and", "or", "for", "of", "with"),
    }
)


@lru_cache(maxsize=20_000)
def of_text(text: str) -> frozenset[str]:
    """Folded syllables and pairs of neighbouring ones, without words that say nothing of a trade.

    Sex is among those words, so that "công nhân may nam/nữ" equals "công nhân may".
    """
    plain = fold(one_spelling(nfc(text).lower()))
    kept = [w for w in _WORD.findall(_PHRASES.sub(" ", plain)) if _tells(w)]
    return frozenset([*kept, *(f"{a} {b}" for a, b in pairwise(kept))])


def _tells(word: str) -> bool:
    return word not in _STOP and not word.isdigit()
