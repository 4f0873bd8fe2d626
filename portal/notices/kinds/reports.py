"""Messages about reports of scams and complaints."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds.kind import Audience, Kind

REPORTS = [
    Kind(
        name="complaint_looked_into",
        label=_("What becomes of your reports"),
        subject=_("The centre looks into your report %(number)s"),
        text=_("Bến Việc: the centre looks into your report %(number)s: %(url)s"),
        audience=Audience.EVERYBODY,
    ),
    Kind(
        name="complaint_ended",
        label=_("What becomes of your reports"),
        subject=_("The centre decided on your report %(number)s"),
        text=_("Bến Việc: the centre decided on your report %(number)s: %(url)s"),
        audience=Audience.EVERYBODY,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="complaints_new",
        label=_("New reports and complaints"),
        subject=_("New reports and complaints: %(count)s"),
        text=_("Bến Việc: new reports and complaints: %(count)s. See: %(url)s"),
        audience=Audience.STAFF,
        useful_for=timedelta(days=1),
    ),
]
