"""docs/forms.md leads from the official forms to fields that there are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

DOCUMENT = settings.BASE_DIR / "docs/forms.md"
CODES = settings.BASE_DIR / "portal/reference/data/codes"
NOT_KEPT = "not kept"
_CODE = re.compile(r"`([^`]+)`")
_LIST = re.compile(r"\[([a-z_]+)\]")


@dataclass(frozen=True)
class Row:
    """One field of a form; `model` is whose fields the table names without a model."""

    model: str
    name: str
    where: str
    note: str

    @property
    def fields(self) -> list[str]:
        """As `Model.field`."""
        found = _CODE.findall(self.where)
        return [f"{self.model}.{one}" if one.islower() else one for one in found]


def rows() -> Iterator[Row]:
    """Those of all tables whose second column says where."""
    model = None
    for line in DOCUMENT.read_text().splitlines():
        if not line.startswith("|"):
            model = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[1].startswith("where on "):
            [model] = _CODE.findall(cells[1])
        elif model and not set(cells[0]) <= {"-"}:
            assert len(cells) == 3, line
            yield Row(model, *cells)


def models() -> dict[str, type[Model]]:
    """Ours, by name; the trackers of pghistory aside."""
    return {
        model.__name__: model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("portal", "jobs", "training", "matching")
    }


ROWS = list(rows())


def test_the_document_is_read() -> None:
    assert len(ROWS) > 100
    assert {"Organisation", "Vacancy", "Person", "Course", "Enrolment"} <= {r.model for r in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.model}: {row.name}")
def test_each_field_of_a_form_is_somewhere_or_not_kept(row: Row) -> None:
    if row.where == NOT_KEPT:
        return
    assert row.fields, "name the field, or write that it is not kept"
    for where in row.fields:
        model, _dot, name = where.partition(".")
        assert model in models(), where
        try:
            models()[model]._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"there is no {where}")


def test_the_lists_that_it_names_are_there() -> None:
    named = set(_LIST.findall(DOCUMENT.read_text()))
    assert named
    assert {f"{name}.csv" for name in named} <= {path.name for path in CODES.glob("*.csv")}


def test_religion_and_the_like_have_no_field() -> None:
    """Not by any name: what nobody may be asked has no place to stand."""
    never = re.compile(r"religio|marital|height|weight|household")
    assert not [
        f"{model.__name__}.{field.name}"
        for model in models().values()
        for field in model._meta.get_fields()
        if never.search(field.name) and model.__module__.split(".")[1] != "search"
    ]
