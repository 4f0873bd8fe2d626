"""Grades follow from rules as GUIDELINE.md says, and our own questions are complete."""

import pytest

from matching.bench import corpus, own
from matching.bench.grades import grade, grades

WELDER = {
    "id": "1",
    "kind": "vacancy",
    "organisation": "Cơ khí A",
    "occupations": ["welder", "isco:72"],
    "skills": ["arc-welding"],
    "skills_optional": [],
    "places": ["11581", "district-an-duong", "31"],
    "shifts": ["day"],
    "welfare": ["shuttle"],
    "level": "untrained",
    "employment_type": "full-time",
    "experience_months": 0,
    "pay_min": 9_000_000,
    "pay_max": None,
}
WELDING = {"kinds": ["vacancy"], "occupations": ["welder"], "siblings": ["locksmith"]}
AT_HOME = {"places": ["district-an-duong"], "near": ["district-le-chan"]}


@pytest.mark.parametrize(
    ("rule", "document", "expected"),
    [
        ({}, {}, 3),
        ({}, {"occupations": ["locksmith"]}, 1),
        ({}, {"occupations": ["cook"]}, 0),
        ({}, {"kind": "course"}, 1),
        ({}, {"kind": "overseas"}, 1),
        (AT_HOME, {}, 3),
        (AT_HOME, {"places": ["district-le-chan"]}, 2),
        (AT_HOME, {"places": ["district-do-son"]}, 1),
        (AT_HOME, {"places": ["district-do-son"], "kind": "course"}, 0),
        (AT_HOME, {"occupations": ["locksmith"]}, 1),
        (AT_HOME, {"occupations": ["locksmith"], "places": ["district-le-chan"]}, 0),
        ({"shifts": ["night"]}, {}, 1),
        ({"shifts": ["night", "day"]}, {}, 3),
        ({"shifts": ["night"], "welfare": ["dormitory"]}, {}, 0),
        ({"employment_types": ["part-time"]}, {}, 1),
        ({"levels": ["college"]}, {}, 1),
        ({"pay_at_least": 9_000_000}, {}, 3),
        ({"pay_at_least": 9_000_001}, {}, 1),
        ({"pay_at_least": 12_000_000}, {"pay_max": 12_000_000}, 3),
        ({"no_experience": True}, {}, 3),
        ({"no_experience": True}, {"experience_months": 6}, 1),
        ({"no_experience": True}, {"level": "college"}, 1),
        ({"experience_months_at_most": 6}, {"experience_months": 7}, 1),
        ({"countries": ["JP"], "kinds": ["overseas"]}, {"kind": "overseas", "country": "JP"}, 3),
        ({"countries": ["JP"], "kinds": ["overseas"]}, {"kind": "overseas", "country": "KR"}, 1),
        ({"skills": ["arc-welding"]}, {"occupations": ["cook"]}, 2),
        ({"kinds": ["course"], "free": True}, {"kind": "course", "fee": 0}, 3),
        ({"kinds": ["course"], "free": True}, {"kind": "course", "fee": 1}, 1),
    ],
)
def test_grades_follow_the_guideline(rule, document, expected):
    assert grade(WELDING | rule, WELDER | document) == expected


@pytest.mark.parametrize(
    ("rule", "document", "expected"),
    [
        ({"skills": ["arc-welding"]}, {}, 3),
        ({"skills": ["arc-welding"]}, {"skills": [], "skills_optional": ["arc-welding"]}, 3),
        ({"languages": ["korean"]}, {"languages": ["korean"]}, 3),
        ({"languages": ["korean"]}, {}, 0),
        ({"organisations": ["Cơ khí A"]}, {}, 3),
        ({"organisations": ["Cơ khí B"]}, {}, 0),
        (AT_HOME, {}, 3),
        (AT_HOME, {"places": ["district-le-chan"]}, 1),
        (AT_HOME, {"places": ["district-do-son"]}, 0),
        ({"shifts": ["night"]}, {}, 0),
    ],
)
def test_questions_without_a_trade_are_about_what_they_name(rule, document, expected):
    assert grade({"kinds": ["vacancy"]} | rule, WELDER | document) == expected


@pytest.mark.django_db
def test_every_question_of_ours_has_answers_and_every_ad_becomes_a_document():
    documents = [d for of_type in corpus.documents().values() for d in of_type]
    assert len({d["id"] for d in documents}) == len(documents) >= 600
    assert all(d["public"] for d in documents)
    questions = own.questions()
    assert len({q["id"] for q in questions}) == len({q["q"] for q in questions}) >= 220
    assert sum("en" in q for q in questions) >= 150
    assert 0.25 < sum(q["part"] == "test" for q in questions) / len(questions) < 0.45
    unanswerable = [
        q["q"] for q in questions if max(grades(q["rule"], documents).values(), default=0) < 2
    ]
    assert unanswerable == []
