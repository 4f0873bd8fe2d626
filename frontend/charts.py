"""Charts drawn on the server: places of bars, points and labels as ready SVG numbers."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from frontend import formats

TOP, BOTTOM, RIGHT = 12, 32, 8
DIGIT_WIDTH = 9


def _svg(value: float) -> str:
    """A number as SVG wants it, whatever the reader's decimal sign."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, kw_only=True)
class Tick:
    y: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    label: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    shows_label: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Values of one kind from zero upwards over labels, as bars or as a line."""

    title: str
    points: list[tuple[str, float]]
    unit: str = ""
    kind: Literal["bars", "line"] = "bars"
    width: int = 480
    height: int = 220

    @cached_property
    def _step(self) -> float:
        """The distance of the gridlines: 1, 2 or 5 times a power of ten, four lines at most."""
        highest = max((value for _, value in self.points), default=0) or 1
        magnitude = 10 ** math.floor(math.log10(highest / 4))
        return next(m * magnitude for m in (1, 2, 5, 10) if highest <= 4 * m * magnitude)

    @cached_property
    def _top_value(self) -> float:
        highest = max((value for _, value in self.points), default=0) or 1
        return math.ceil(highest / self._step) * self._step

    def _y(self, value: float) -> float:
        return TOP + (self.height - TOP - BOTTOM) * (1 - value / self._top_value)

    @cached_property
    def ticks(self) -> list[Tick]:
        count = round(self._top_value / self._step)
        decimals = max(0, -math.floor(math.log10(self._step)))
        return [
            Tick(y=_svg(self._y(i * self._step)), label=formats.number(i * self._step, decimals))
            for i in range(count + 1)
        ]

    @cached_property
    def left(self) -> int:
        return 12 + DIGIT_WIDTH * max(len(tick.label) for tick in self.ticks)

    @property
    def label_x(self) -> int:
        return self.left - 8

    @property
    def label_y(self) -> int:
        return self.height - 8

    @cached_property
    def marks(self) -> list[Mark]:
        if not self.points:
            return []
        slot = (self.width - self.left - RIGHT) / len(self.points)
        bar = min(48.0, slot * 0.7)
        longest = max(len(label) for label, _ in self.points)
        every = max(1, math.ceil((longest * DIGIT_WIDTH + 8) / slot))
        marks = []
        for i, (label, value) in enumerate(self.points):
            middle = self.left + slot * (i + 0.5)
            y = self._y(max(0, value))
            marks.append(
                Mark(
                    label=label,
                    x=_svg(middle - bar / 2),
                    y=_svg(y),
                    width=_svg(bar),
                    height=_svg(self._y(0) - y),
                    middle=_svg(middle),
                    shows_label=i % every == 0,
                )
            )
        return marks

    @property
    def polyline(self) -> str:
        return " ".join(f"{mark.middle},{mark.y}" for mark in self.marks)
