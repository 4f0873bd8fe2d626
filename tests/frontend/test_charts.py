"""Charts as SVG numbers, right for every reader's decimal sign and for odd data."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frontend.cards import ScorePart, Tile
from frontend.charts import Chart


def chart(*values: float, kind: str = "bars") -> Chart:
    return Chart(title="Thử", points=[(f"T{i}", v) for i, v in enumerate(values)], kind=kind)


@given(st.lists(st.decimals(0, 10**9, places=2).map(float), min_size=1, max_size=40))
def test_everything_stays_inside_the_drawing(values: list[float]) -> None:
    drawn = chart(*values)
    for mark in drawn.marks:
        assert 0 <= float(mark.y) <= drawn.height
        assert float(mark.height) >= 0
        assert drawn.left - 1 <= float(mark.x) <= drawn.width
        assert float(mark.x) + float(mark.width) <= drawn.width + 0.1
    assert 2 <= len(drawn.ticks) <= 5
    assert float(drawn.ticks[-1].y) <= min(float(mark.y) for mark in drawn.marks) + 0.1


def test_twice_the_value_is_twice_the_bar() -> None:
    small, large = chart(100, 200).marks
    assert float(large.height) == pytest.approx(2 * float(small.height), abs=0.2)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_for_svg_have_a_point_in_every_language(language: str) -> None:
    with translation.override(language):
        drawn = chart(1.5, 2.25, kind="line")
        for text in (*drawn.polyline.split(), *(mark.x for mark in drawn.marks)):
            assert [float(part) for part in text.split(",")]


def test_labels_of_the_axis_are_in_the_reader_s_language() -> None:
    with translation.override("vi"):
        assert "0,5" in [tick.label for tick in chart(1.2, 1.9, kind="line").ticks]
        assert "2.000" in [tick.label for tick in chart(3900, 6100).ticks]


@pytest.mark.parametrize("values", [(), (0,), (0, 0)])
def test_nothing_to_draw(values: tuple) -> None:
    drawn = chart(*values)
    assert all(float(mark.height) == 0 for mark in drawn.marks)
    assert drawn.ticks


def test_many_labels_do_not_run_into_each_other() -> None:
    assert sum(mark.shows_label for mark in chart(*range(60)).marks) < 30
    assert all(mark.shows_label for mark in chart(1, 2, 3).marks)


@pytest.mark.parametrize(
    ("value", "plan", "by_now", "percent", "pace"),
    [
        (50, 100, 40, 50, ""),
        (30, 100, 40, 30, "behind"),
        (120, 100, 100, 120, "reached"),
        (5, None, None, 0, ""),
        (5, 0, 0, 0, ""),
    ],
)
def test_a_tile_against_its_plan(
    value: int, plan: int | None, by_now: int | None, percent: int, pace: str
) -> None:
    tile = Tile(label="x", value=value, plan=plan, planned_by_now=by_now)
    assert (tile.percent, tile.pace) == (percent, pace)


def test_a_part_of_a_score_without_weight_is_empty() -> None:
    parts = [ScorePart(label="x", points=p, weight=w) for p, w in ((21, 30), (0, 0))]
    assert [part.percent for part in parts] == [70, 0]
