"""Measures of rankings against values computed by hand."""

from math import log2

import pytest

from matching.bench import measures

GRADES = {"q": {"a": 3, "b": 2, "c": 1}}
IDEAL = 3 + 2 / log2(3) + 1 / 2


def test_a_ranking_is_measured_as_trec_does():
    found = measures.quality(GRADES, {"q": ["b", "x", "a"]})
    assert found.ndcg10["q"] == pytest.approx((2 + 3 / 2) / IDEAL)
    # Relevant are a and b: one of one, then two of three.
    assert found.map["q"] == pytest.approx((1 + 2 / 3) / 2)
    assert found.mrr["q"] == 1


def test_the_best_order_is_one_and_nothing_found_is_nought():
    assert measures.quality(GRADES, {"q": ["a", "b", "c"]}).ndcg10["q"] == pytest.approx(1)
    nothing = measures.quality(GRADES, {"q": []})
    assert (nothing.ndcg10["q"], nothing.map["q"], nothing.mrr["q"]) == (0, 0, 0)


def test_only_the_first_ten_gain_and_a_related_one_is_not_relevant():
    found = measures.quality(GRADES, {"q": ["c", *"0123456789", "a"]})
    assert found.ndcg10["q"] == pytest.approx(1 / IDEAL)
    assert found.mrr["q"] == pytest.approx(1 / 12)


def test_where_no_grade_is_above_1_that_is_relevant():
    found = measures.quality({"q": {"a": 1}}, {"q": ["x", "a"]})
    assert (found.map["q"], found.mrr["q"]) == (0.5, 0.5)


def test_the_order_of_answers_counts_not_their_names():
    grades = {"q": {f"d{n:02}": 3 for n in range(3)}}
    first = measures.quality(grades, {"q": ["x", "d02", "d01", "d00"]})
    second = measures.quality(grades, {"q": ["x", "d00", "d01", "d02"]})
    assert first == second


def test_means_are_weighted_and_their_intervals_hold_them():
    assert measures.mean([]) is None
    assert measures.mean([1, 0], [3, 1]) == 0.75
    assert measures.interval([1.0]) is None
    values = [0.0, 1.0] * 50
    low, high = measures.interval(values)
    assert 0.38 < low < 0.5 < high < 0.62
    assert measures.interval(values) == [low, high]
    assert measures.with_interval("f", [1.0, 1.0], [1.0, 9.0]) == {"f": 1.0, "f_ci": [1.0, 1.0]}
