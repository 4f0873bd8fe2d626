"""Vacancies that wait for the centre, as the checks put them there."""

from django.core.exceptions import ValidationError

from jobs.models import Vacancy
from jobs.services import check_publishable, publish_vacancy, update_vacancy
from portal.accounts.models import Organisation

# What employers write without bad intent, and about which somebody must think.
DOUBTFUL: list[dict[str, str]] = [
    {"requirements": "Từ 22 tuổi trở lên"},
    {"requirements": "Có hộ khẩu Hải Phòng"},
    {"requirements": "Không mắc viêm gan B"},
    {
        "lawful_limit": "Khám người ra vào: nhân viên cùng giới với người được khám",
        "lawful_limit_reason": "nature-of-work",
    },
]


def submit_some() -> None:
    """Sends a handful of drafts to the centre, each with something to think about."""
    drafts = Vacancy.objects.filter(
        status=Vacancy.Status.DRAFT,
        kind=Vacancy.Kind.DOMESTIC,
        employer__is_sample=True,
        employer__verification=Organisation.Verification.VERIFIED,
    ).select_related("employer", "unit", "industrial_park", "occupation")
    left = list(DOUBTFUL)
    for draft in drafts.order_by("pk"):
        if not left:
            return
        try:
            check_publishable(draft)
        except ValidationError:
            continue
        said = left.pop()
        if "requirements" in said:
            said = {"requirements": f"{draft.requirements}\n{said['requirements']}"}
        update_vacancy(vacancy_id=draft.pk, values=dict(said))
        publish_vacancy(vacancy_id=draft.pk)
