"""Every kind of card, with one text wherever a text can stand."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.utils import timezone

from frontend.cards import (
    BoardCard,
    BoardColumn,
    Chip,
    Choice,
    CourseCard,
    Event,
    Fact,
    Fit,
    Gap,
    Link,
    Reason,
    ScorePart,
    Step,
    Tab,
    Tile,
    VacancyCard,
)
from frontend.charts import Chart


def everything(text: str) -> dict[str, object]:
    """By the names under which the sources of `test_components` ask for them."""
    now = timezone.now()
    reasons = [Reason(kind=k, text=text, url="#") for k in ("fits", "missing", "todo")]
    course = CourseCard(
        url="#",
        title=text,
        centre=text,
        verified=True,
        place=text,
        distance_km=3,
        starts=now.date(),
        duration=text,
        level=text,
        fee_vnd=0,
        subsidised=True,
        seats_left=1,
        snippet=text,
        opens_jobs=2,
        fit=Fit(score=50, reasons=reasons),
    )
    vacancy = VacancyCard(
        url="#",
        title=text,
        employer=text,
        verified=True,
        place=text,
        distance_km=3,
        pay=text,
        benefits=[text],
        snippet=text,
        country=text,
        openings=3,
        posted=now,
        deadline=now.date() + timedelta(days=2),
        closing_soon=True,
        fit=Fit(score=87, reasons=reasons),
    )
    return {
        "text": text,
        "vacancy": vacancy,
        "course": course,
        "gap": Gap(skill=text, course=course, jobs_opened=3),
        "reasons": reasons,
        "chips": [
            Chip(label=text, kind=text, remove_url="#"),
            Chip(label=text, choose_url="#"),
            Chip(label=text),
        ],
        "facts": [Fact(label=text, value=text, note=text, url="#", key=True)],
        "tabs": [Tab(label=text, url="#", count=3, current=True), Tab(label=text, url="#")],
        "links": [Link(label=text, url="#")],
        "steps": [
            Step(label=text, url="#", state="done"),
            Step(label=text, state="now"),
            Step(label=text),
        ],
        "events": [
            Event(label=text, state=s, at=now, note=text)
            for s in ("done", "now", "coming", "failed")
        ],
        "columns": [
            BoardColumn(
                label=text,
                cards=[BoardCard(name=text, url="#", status="new", note=text, fit=4, move_url="#")],
            ),
            BoardColumn(label=text),
        ],
        "choices": [Choice(value=text, label=text, count=4, checked=True)],
        "tile": Tile(label=text, value=7, unit=text, plan=14, planned_by_now=9, note=text, url="#"),
        "chart": Chart(title=text, unit=text, points=[(text, 3), (text, 5)]),
        "parts": [ScorePart(label=text, points=3, weight=10)],
        "page": Paginator(range(50), 10).page(2),
        "errors": [text],
    }
