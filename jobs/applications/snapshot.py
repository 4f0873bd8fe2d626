"""The profile as an employer gets it with an application, and keeps as it was then.

Neither name nor contact, and nothing of sex, age, ethnicity, health, poverty or religion: a name
is added here, or it is not in it. The letter and the CV are what people themselves hand over.
"""

from typing import Any

from portal.people.models import JobWish, Person

Snapshot = dict[str, Any]


def snapshot(person: Person) -> Snapshot:
    """Plain values for JSON; codes and ids, not their labels."""
    wish = getattr(person, "wish", None) or JobWish()
    return {
        "unit": person.unit_id,
        "education": person.education,
        "cmkt": person.cmkt,
        "major": person.major,
        "experience_months": person.experience_months,
        "languages": person.languages,
        "soft_skills": person.soft_skills,
        "about": person.about,
        "skills": sorted(person.skill_links.values_list("skill_id", flat=True)),
        "experiences": [
            {
                "title": row.title,
                "occupation": row.occupation_id,
                "employer": row.employer,
                "months": row.months,
            }
            for row in person.experiences.all()
        ],
        "wish": {
            "title": wish.title,
            "shifts": wish.shifts,
            "needs_dormitory": wish.needs_dormitory,
            "needs_shuttle": wish.needs_shuttle,
        },
    }
