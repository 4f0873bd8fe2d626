"""Enrolments and everything that hangs on one: claim, papers, decision, attendance, certificate."""

from training.enrolment.models.after import FollowUp
from training.enrolment.models.enrolment import Enrolment, EnrolmentQuerySet
from training.enrolment.models.support import (
    CommuneDecision,
    ErasedClaim,
    ProofDocument,
    SupportClaim,
)
from training.enrolment.models.teaching import Attendance, Certificate

__all__ = [
    "Attendance",
    "Certificate",
    "CommuneDecision",
    "Enrolment",
    "EnrolmentQuerySet",
    "ErasedClaim",
    "FollowUp",
    "ProofDocument",
    "SupportClaim",
]
