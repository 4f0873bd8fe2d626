"""Which fields of a vacancy are asked in which step."""

from django.utils.translation import gettext_lazy

from jobs.services import EDITABLE

# The groups of physical_conditions, as form 01 of Circular 11/2022 asks for them.
CONDITION_GROUPS = {
    "workplace": gettext_lazy("Place of work"),
    "lifting": gettext_lazy("Weight to lift"),
    "standing": gettext_lazy("Standing or walking"),
    "hearing-speech": gettext_lazy("Hearing and speaking"),
    "eyesight": gettext_lazy("Eyesight"),
    "hand-work": gettext_lazy("Work with the hands"),
    "two-hands": gettext_lazy("Use of both hands"),
}
OVERSEAS = ("country", "contract_approval_number", "term_months", "orientation")
HERE = ("place", "place_code", "address")
CONDITIONS = tuple(f"conditions_{group}" for group in CONDITION_GROUPS)
# Fields by the step in which they are asked, as the pages show them, so that the list of errors
# leads from top to bottom.
STEPS = {
    "work": (
        *("title", "occupation", "occupation_words", "country", "openings", "description"),
        "position",
        *("employment_type", "contract", "purpose", "industry"),
    ),
    "needs": (
        *("requirements", "essential_skills", "essential_words", "optional_skills"),
        *("optional_words", "education", "cmkt", "major", "skill_grade", "experience_months"),
        *("languages", "language_certificate", "language_grade", "it_skills", "it_grade"),
        *("soft_skills", *CONDITIONS, "priority_groups", "lawful_limit", "lawful_limit_reason"),
    ),
    "pay": (
        *("pay_period", "pay_min", "pay_max", "rate_min", "rate_max", "probation_days"),
        *("welfare", "benefits"),
    ),
    "place": (
        *(
            *HERE,
            "contract_approval_number",
            "term_months",
            "orientation",
            "shifts",
            "hours_per_week",
            "extra_requirements",
            "valid_through",
        ),
    ),
    "contact": (
        *("contact_name", "contact_phone", "contact_email", "contact_public"),
        *("contact_by_sms", "contact_by_email", "recruitment_methods"),
    ),
}
# What the service takes as the field gives it.
PLAIN = tuple(
    name
    for names in STEPS.values()
    for name in names
    if name in EDITABLE and name not in ("occupation", *OVERSEAS)
)
# Groups that only officials may ask about are offered to no employer.
FOR_VACANCIES = "vacancy"
