"""Random choices that come out the same for the same seed."""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """The dice of one subject: what is drawn for one never moves what is drawn for another."""

    def __init__(self, seed: int, subject: str) -> None:
        super().__init__(f"{seed} {subject}")

    def maybe(self, probability: float) -> bool:
        return self.random() < probability

    def pick(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]

    def some(self, items: Iterable[T], most: int) -> list[T]:
        """At most so many of the items, in their own order."""
        items = list(items)
        chosen = set(self.sample(range(len(items)), max(0, min(most, len(items)))))
        return [item for number, item in enumerate(items) if number in chosen]

    def logarithmic(self, low: float, high: float) -> float:
        """Between low and high (both above 0), the small ones as often as the large ones."""
        return low * (high / low) ** self.random()


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that sum to `total` in proportion to the weights (largest remainders)."""
    if not weights:
        return []
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    rest = sorted(range(len(weights)), key=lambda n: (whole[n] - exact[n], n))
    for n in rest[: total - sum(whole)]:
        whole[n] += 1
    return whole
