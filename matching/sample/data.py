"""Reads what the sample is made of."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def tree(name: str) -> dict[str, Any]:
    """The tables of a TOML file; one that is `like` another takes over what it does not say."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        read = tomllib.load(file)
    return {key: _full(read, key) for key in read}


def _full(read: dict[str, Any], key: str) -> Any:
    value = read[key]
    if isinstance(value, dict) and "like" in value:
        return _full(read, value["like"]) | value
    return value


def split(text: str) -> list[str]:
    """The parts of a cell that holds several values."""
    return [part for part in text.split("|") if part]
