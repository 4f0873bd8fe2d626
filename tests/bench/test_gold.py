"""The graded seekers of tests/bench/gold are complete, and two readers agree on them."""

import csv
from pathlib import Path
from typing import Any

import pytest

from matching.bench import corpus
from matching.bench.measures import agreement
from portal.reference import codes

GOLD = Path(__file__).parent / "gold"
LISTS = {"shifts": "shifts", "employment_types": "employment_types", "languages": "languages"}


def seekers() -> list[dict[str, Any]]:
    return corpus.lines(GOLD / "seekers.jsonl")


def grades() -> list[dict[str, str]]:
    return list(csv.DictReader((GOLD / "grades.csv").open()))


def test_each_ad_of_each_seeker_is_graded_by_both() -> None:
    given = {(row["seeker"], row["ad"]) for row in grades()}
    assert given == {(s["id"], ad) for s in seekers() for ad in s["ads"]}
    assert len(given) == len(grades()) == 60 * 20
    assert {row[reader] for row in grades() for reader in ("reader_a", "reader_b")} <= set("0123")


def test_everybody_has_something_that_is_better_than_the_rest() -> None:
    for seeker in seekers():
        own = {row["reader_a"] for row in grades() if row["seeker"] == seeker["id"]}
        assert len(own) > 1, seeker["id"]


def test_the_ads_are_vacancies_of_the_corpus() -> None:
    ads = corpus.lines(GOLD.parent / "corpus.jsonl")
    known = {ad["id"] for ad in ads if ad["kind"] == "vacancy"}
    assert all(set(s["ads"]) <= known for s in seekers())


def test_a_third_is_for_judging_only() -> None:
    assert sum(s["part"] == "test" for s in seekers()) == 20


@pytest.mark.django_db
@pytest.mark.parametrize("field", LISTS)
def test_codes_are_those_of_the_lists(field: str) -> None:
    known = set(codes.entries(LISTS[field]))
    assert {code for s in seekers() for code in s[field]} <= known


def test_two_readers_agree() -> None:
    a, b = ([int(row[reader]) for row in grades()] for reader in ("reader_a", "reader_b"))
    assert agreement(a, b, highest=3) > 0.8


def test_agreement_is_nothing_by_chance_and_less_where_readers_are_far_apart() -> None:
    assert agreement([0, 1, 2, 3], [0, 1, 2, 3], highest=3) == 1
    assert agreement([0, 0, 3, 3], [0, 3, 0, 3], highest=3) == 0
    near = agreement([0, 1, 2, 3], [1, 1, 2, 3], highest=3)
    assert near > agreement([0, 1, 2, 3], [3, 1, 2, 3], highest=3)
