"""Vacancies and courses as JSON-LD for search engines: schema.org JobPosting and Course.

Only for pages that everybody may see. What Google asks for is followed:
developers.google.com/search/docs/appearance/structured-data/job-posting and …/course-info.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from frontend.places import street
from frontend.present import course_url, labels_of, vacancy_url
from frontend.prose import as_html
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.reference.models import IndustrialPark, Unit
from training.models import Course, Intake

Json = dict[str, Any]

CONTEXT = "https://schema.org"
# Codes of employment_types → schema.org; what is not here has no word there.
EMPLOYMENT = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "temporary": "TEMPORARY",
    "remote": "FULL_TIME",
    "hybrid": "FULL_TIME",
    "home-based": "CONTRACTOR",
    "freelance": "CONTRACTOR",
    "internship": "INTERN",
}
# Codes of cmkt and education → the words that search engines know.
CREDENTIALS = {
    "elementary": "professional certificate",
    "intermediate": "professional certificate",
    "college": "associate degree",
    "university": "bachelor degree",
    "master": "postgraduate degree",
    "doctorate": "postgraduate degree",
    "upper-secondary": "high school",
    "vocational-upper-secondary": "high school",
}
NOTHING_ASKED = "no requirements"
# Inside a script element only these could end it or open a comment.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script(data: Json) -> SafeString:
    """The data block of a page; whatever people typed, it stays inside its element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


def job_posting(vacancy: Vacancy) -> Json:
    """An open vacancy. Needs employer, occupation, unit__province and skill_links__skill."""
    texts = (vacancy.description, vacancy.requirements, vacancy.benefits)
    remote = vacancy.employment_type == "remote"
    return _given(
        {
            "@context": CONTEXT,
            "@type": "JobPosting",
            "title": vacancy.title,
            "description": "".join(map(as_html, filter(None, texts))),
            "identifier": {
                "@type": "PropertyValue",
                "name": vacancy.employer.name,
                "value": str(vacancy.pk),
            },
            "url": settings.BASE_URL + vacancy_url(vacancy),
            "datePosted": _day(vacancy.published_at),
            "validThrough": _end_of(vacancy.valid_through),
            "employmentType": EMPLOYMENT.get(vacancy.employment_type),
            "directApply": False,
            "hiringOrganization": _organisation(vacancy.employer),
            "jobLocation": _workplace(vacancy),
            "jobLocationType": "TELECOMMUTE" if remote else None,
            "applicantLocationRequirements": {"@type": "Country", "name": "VN"} if remote else None,
            "baseSalary": _pay(vacancy),
            "totalJobOpenings": vacancy.openings_left,
            "occupationalCategory": (
                f"{vacancy.occupation.isco_code} {vacancy.occupation.label}"
            ),
            "industry": labels_of("industries", vacancy.industry or vacancy.employer.industry),
            "skills": ", ".join(link.skill.label for link in vacancy.skill_links.all()),
            "experienceRequirements": _experience(vacancy),
            "educationRequirements": _education(vacancy),
            "jobBenefits": labels_of("welfare", vacancy.welfare),
            "workHours": labels_of("shifts", vacancy.shifts),
        }
    )  # fmt: skip


def _pay(vacancy: Vacancy) -> Json | None:
    if vacancy.pay_min is None and vacancy.pay_max is None:
        return None
    value = {
        "@type": "QuantitativeValue",
        "minValue": vacancy.pay_min,
        "maxValue": vacancy.pay_max,
        "unitText": "MONTH",
    }
    return {"@type": "MonetaryAmount", "currency": "VND", "value": _given(value)}


def _workplace(vacancy: Vacancy) -> Json:
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        address = {"addressCountry": vacancy.country, "addressLocality": vacancy.address}
        return {"@type": "Place", "address": _given({"@type": "PostalAddress", **address})}
    return _place(vacancy.address, vacancy.unit, vacancy.industrial_park)


def _place(typed: str, unit: Unit | None, park: IndustrialPark | None = None) -> Json:
    address = {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(filter(None, [street(typed, unit, park), str(park or "")])),
        "addressLocality": unit and unit.full_name,
        "addressRegion": unit and unit.province.name,
        "addressCountry": "VN",
    }
    return {"@type": "Place", "address": _given(address)}


def _experience(vacancy: Vacancy) -> Json | str:
    if not vacancy.experience_months:
        return NOTHING_ASKED
    return {
        "@type": "OccupationalExperienceRequirements",
        "monthsOfExperience": vacancy.experience_months,
    }


def _education(vacancy: Vacancy) -> list[Json] | str:
    asked = {
        CREDENTIALS[code]: labels_of(name, code)
        for name, code in (("education", vacancy.education), ("cmkt", vacancy.cmkt))
        if code in CREDENTIALS
    }
    return [
        {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": category,
            "name": label,
        }
        for category, label in asked.items()
    ] or NOTHING_ASKED


def course(row: Course, intakes: Iterable[Intake]) -> Json:
    """A public course with the intakes to come. Needs centre, unit__province, occupations and
    skills."""
    url = settings.BASE_URL + course_url(row)
    hours = row.hours_theory + row.hours_practice
    return _given(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "name": row.title,
            "description": row.description,
            "url": url,
            "inLanguage": "vi",
            "provider": _organisation(row.centre),
            "educationalLevel": labels_of("course_levels", row.level),
            "teaches": [skill.label for skill in row.skills.all()],
            "about": [occupation.label for occupation in row.occupations.all()],
            "coursePrerequisites": ". ".join(
                filter(None, [labels_of("education", row.entry_education), row.entry_note])
            ),
            "offers": {
                "@type": "Offer",
                "category": "Paid" if row.fee else "Free",
                "price": row.fee,
                "priceCurrency": "VND",
                "url": url,
            },
            "hasCourseInstance": [
                _given(
                    {
                        "@type": "CourseInstance",
                        "courseMode": "Onsite",
                        "startDate": intake.starts_on.isoformat(),
                        "endDate": intake.ends_on.isoformat(),
                        "courseWorkload": f"PT{hours}H" if hours else None,
                        "maximumAttendeeCapacity": intake.seats,
                        "remainingAttendeeCapacity": intake.seats_free,
                        "location": _place(row.address, row.unit),
                    }
                )
                for intake in intakes
            ],
        }
    )


def _organisation(organisation: Organisation) -> Json:
    return _given(
        {
            "@type": "Organization",
            "name": organisation.name,
            "sameAs": organisation.website,
        }
    )


def _day(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).date().isoformat() if moment else None


def _end_of(day: date | None) -> str | None:
    """The last second of a day here; a bare date would be read as its first one."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))).isoformat()


def _given(values: Json) -> Json:
    """Without what is not known; False and 0 are known."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
