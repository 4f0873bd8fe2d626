"""Why a vacancy fits, and what is missing, in words; said only of what the score counted."""

from matching.recommend.explain.employer import for_employer
from matching.recommend.explain.reasons import Reason
from matching.recommend.explain.seeker import for_seeker

__all__ = ["Reason", "for_employer", "for_seeker"]
