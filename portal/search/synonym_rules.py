"""Which words can be a synonym, and why others cannot."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.search import vocabulary
from portal.search.models import Synonym
from portal.search.personal import is_personal
from portal.search.query_log import normalised
from portal.search.understand import understand
from portal.textfold import fold

MOST_WORDS = 6
FEWEST_LETTERS = 2
_TOO_GENERAL = """
    viec, viec lam, lam, lam viec, tim viec, tim viec lam, can viec, viec nhe, viec gap, di lam,
    nghe, nghe nghiep, hoc, hoc nghe, khoa hoc, lop hoc, dao tao, truong nghe, cong ty, cty,
    nha may, xi nghiep, xuong, tuyen, tuyen dung, tuyen gap, gap, can, can gap, can tuyen, luong,
    luong cao, thu nhap, thu nhap cao, nam, nu, nam nu, nhan vien, cong nhan, tho, chuyen vien,
    can bo, nguoi, lao dong, ca dem, ca ngay, ca, thoi vu, part time, full time, parttime,
    fulltime, ban thoi gian, toan thoi gian, gan nha, gan day, tai nha, o, tai, va, hoac, cho,
    voi, co, khong, moi, tot, nhanh, uy tin, kinh nghiem, khong kinh nghiem, sinh vien, job, jobs,
    work, hiring, vacancy, xe dua don, bao an o, on dinh, lau dai, hom nay, moi nhat
"""
# Said of any work, so that they would make every question mean one thing. Folded.
TOO_GENERAL = frozenset(" ".join(item.split()) for item in _TOO_GENERAL.split(","))


def clean_phrase(phrase: str, *, kind: str, concept: str, taken: Iterable[str] = ()) -> str:
    """The words as they are kept. Raises ValidationError where they cannot be a synonym: too
    short or long, said of any work, personal, or the name of something already; `taken` are
    phrases that are about to be."""
    words = normalised(phrase)
    if not words or len(words.split()) > MOST_WORDS:
        message = _("Write one to %(most)s words, at most 80 characters.")
        raise _refused("phrase", message % {"most": MOST_WORDS}, "length")
    if sum(map(str.isalpha, words)) < FEWEST_LETTERS:
        raise _refused("phrase", _("One letter can mean too many things."), "too_short")
    if fold(words) in TOO_GENERAL:
        message = _("“%(phrase)s” is said of any work. Add the word that tells which.")
        raise _refused("phrase", message % {"phrase": words}, "too_general")
    if is_personal(phrase):
        message = _("This looks like a person’s name or number, which must not be kept.")
        raise _refused("phrase", message, "personal")
    if kind not in Synonym.Kind.values or vocabulary.current().get(kind, concept) is None:
        raise _refused("concept", _("There is nothing of this kind in the lists."), "unknown")
    parts = understand(words).parts
    if len(parts) == 1 and parts[0].concepts and parts[0].sure == 1:
        named = parts[0].concepts[0].label(get_language())
        message = _("“%(phrase)s” is understood already, as %(name)s.")
        raise _refused("phrase", message % {"phrase": words, "name": named}, "named")
    if words in taken:
        message = _("“%(phrase)s” was just put in force for something else.")
        raise _refused("phrase", message % {"phrase": words}, "named")
    return words


def _refused(field: str, message: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, code=code)})
