"""Why a vacancy is never recommended to somebody, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from matching.recommend.explain.reasons import Reason

OBSTACLES = {
    # Translators: "Việc ở nước ngoài, bạn chưa chọn đi nước ngoài"
    "overseas_not_wanted": gettext_noop("Work abroad, which you did not choose"),
    # Translators: "Cần trình độ cao hơn nhiều so với hồ sơ của bạn"
    "level_too_high": gettext_noop("They ask for a level far above yours"),
    # Translators: "Xa nhà và không có ký túc xá như bạn cần"
    "no_dormitory": gettext_noop("Far from home, without the dormitory you need"),
    # Translators: "Phải qua phà hoặc tàu mới tới nơi làm"
    "other_island": gettext_noop("Only a ferry or boat leads from your home to this work"),
    # Translators: "Xa hơn quãng đường bạn đi làm được"
    "too_far": gettext_noop("Further than you can travel each day"),
}


def obstacle_reason(code: str) -> Reason:
    """The words for a code of `score.obstacle`."""
    return Reason(code, _(OBSTACLES[code]), "missing")
