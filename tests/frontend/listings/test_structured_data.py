"""JSON-LD as search engines ask for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from frontend.present import course_url, vacancy_url
from frontend.structured_data import EMPLOYMENT, script
from portal.reference.codes import entries
from tests.factories import CourseFactory, IntakeFactory, OrganisationFactory, VacancyFactory
from tests.matching.makers import vacancy

pytestmark = pytest.mark.django_db


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def test_a_job_posting_has_all_that_is_asked_for(read, settings) -> None:
    row = vacancy(
        ["arc-welding"], title="Thợ hàn", description="Hàn tàu.\n- Mài", requirements="Khoẻ",
        benefits="Thưởng", experience_months=24, education="upper-secondary", cmkt="intermediate",
        valid_through=today(9), address="Số 1", openings=4, shifts=["day"], welfare=["shuttle"],
        employer=OrganisationFactory(name="Công ty A", website="https://a.vn"),
    )  # fmt: skip
    data = read(vacancy_url(row)).json_ld
    assert data == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Thợ hàn",
        "description": "<p>Hàn tàu.</p><ul><li>Mài</li></ul><p>Khoẻ</p><p>Thưởng</p>",
        "identifier": {"@type": "PropertyValue", "name": "Công ty A", "value": str(row.pk)},
        "url": settings.BASE_URL + vacancy_url(row),
        "datePosted": today().isoformat(),
        "validThrough": f"{today(9).isoformat()}T23:59:59+07:00",
        "employmentType": "FULL_TIME",
        "directApply": False,
        "hiringOrganization": {
            "@type": "Organization", "name": "Công ty A", "sameAs": "https://a.vn",
        },
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress", "streetAddress": "Số 1",
                "addressLocality": "Phường An Dương", "addressRegion": "Hải Phòng",
                "addressCountry": "VN",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount", "currency": "VND",
            "value": {
                "@type": "QuantitativeValue", "minValue": 9_000_000, "maxValue": 14_000_000,
                "unitText": "MONTH",
            },
        },
        "totalJobOpenings": 4,
        "occupationalCategory": f"{row.occupation.isco_code} Thợ hàn",
        "skills": "Hàn hồ quang tay",
        "experienceRequirements": {
            "@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24,
        },
        "educationRequirements": [
            {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": "high school", "name": "Tốt nghiệp Trung học phổ thông",
            },
            {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": "professional certificate", "name": "Trung cấp",
            },
        ],
        "jobBenefits": "Xe đưa đón",
        "workHours": "Ca ngày",
    }  # fmt: skip


def test_what_is_not_known_is_left_out(read) -> None:
    data = read(vacancy_url(VacancyFactory(pay_min=None, pay_max=None))).json_ld
    for name in ("baseSalary", "validThrough", "industry", "skills", "jobBenefits", "workHours"):
        assert name not in data
    assert "sameAs" not in data["hiringOrganization"]
    assert data["experienceRequirements"] == "no requirements"
    assert data["educationRequirements"] == "no requirements"


def test_only_one_end_of_the_pay(read) -> None:
    value = read(vacancy_url(VacancyFactory(pay_max=None))).json_ld["baseSalary"]["value"]
    assert value["minValue"] == 9_000_000
    assert "maxValue" not in value


def test_work_from_home_and_abroad(read) -> None:
    remote = read(vacancy_url(VacancyFactory(employment_type="remote"))).json_ld
    assert remote["jobLocationType"] == "TELECOMMUTE"
    assert remote["applicantLocationRequirements"] == {"@type": "Country", "name": "VN"}
    agency = OrganisationFactory(kind="overseas_agency", licence_valid_until=today(90))
    abroad = VacancyFactory(
        employer=agency, kind="overseas", country="JP", unit=None, address="Osaka",
        contract_approval_number="1",
    )  # fmt: skip
    assert read(vacancy_url(abroad)).json_ld["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressCountry": "JP", "addressLocality": "Osaka",
    }  # fmt: skip


def test_every_kind_of_employment_has_a_word() -> None:
    assert set(EMPLOYMENT) == set(entries("employment_types"))


def test_a_course_has_its_classes_and_its_price(read, settings) -> None:
    row = CourseFactory(
        title="Hàn TIG", description="Học hàn", fee=3_000_000, hours_practice=120, address="Khu 5",
        entry_education="lower-secondary", entry_note="Đủ 15 tuổi", skills=["tig-welding"],
    )  # fmt: skip
    intake = IntakeFactory(course=row, seats=20, seats_taken=5)
    IntakeFactory(course=row, cancelled=True)
    data = read(course_url(row)).json_ld
    url = settings.BASE_URL + course_url(row)
    assert data["@type"] == "Course"
    assert data["name"] == "Hàn TIG"
    assert data["provider"] == {"@type": "Organization", "name": row.centre.name}
    assert data["offers"] == {
        "@type": "Offer", "category": "Paid", "price": 3_000_000, "priceCurrency": "VND",
        "url": url,
    }  # fmt: skip
    assert data["coursePrerequisites"] == "Tốt nghiệp Trung học cơ sở. Đủ 15 tuổi"
    assert data["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "courseMode": "Onsite",
            "startDate": intake.starts_on.isoformat(),
            "endDate": intake.ends_on.isoformat(),
            "courseWorkload": "PT120H",
            "maximumAttendeeCapacity": 20,
            "remainingAttendeeCapacity": 15,
            "location": {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress", "streetAddress": "Khu 5",
                    "addressLocality": "Xã Tiên Lãng", "addressRegion": "Hải Phòng",
                    "addressCountry": "VN",
                },
            },
        }
    ]  # fmt: skip


def test_a_free_course_costs_nothing(read) -> None:
    offer = read(course_url(CourseFactory(fee=0))).json_ld["offers"]
    assert (offer["category"], offer["price"]) == ("Free", 0)


def test_nothing_ends_the_block_from_within() -> None:
    block = script({"title": "</script><!--<script>&\u2028"})
    assert block.count("<") == 2
    assert block.startswith('<script type="application/ld+json">{')
    assert block.endswith("}</script>")
