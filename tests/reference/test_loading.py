"""Loading the files: again changes nothing, what is gone ends, a code keeps its meaning.

The files stay as they are; the database is made to differ from them instead.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.changes import changed
from portal.reference import codes
from portal.reference.models import (
    Code,
    DistrictUnit,
    LegalRate,
    Occupation,
    OccupationSkill,
    PlaceSynonym,
    Skill,
    Unit,
)
from tests.factories import AN_DUONG, TIEN_LANG, VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced() -> Iterator[dict[str, set[str]]]:
    """Kind → ids of what was announced."""
    heard: dict[str, set[str]] = {}

    def hear(sender: str, ids: list[str], **_: object) -> None:
        heard.setdefault(sender, set()).update(ids)

    changed.connect(hear)
    yield heard
    changed.disconnect(hear)


@pytest.fixture(autouse=True)
def _fresh_codes() -> Iterator[None]:
    codes.forget()
    yield
    codes.forget()


def load() -> None:
    call_command("load_reference", verbosity=0)


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def a_trade(**values: object) -> Occupation:
    return Occupation.objects.create(
        id="lamp-lighter",
        isco_code="9629",
        label_vi="Thợ thắp đèn",
        label_en="Lamplighter",
        **values,
    )


def test_loading_again_writes_and_announces_nothing(announced):
    with CaptureQueriesContext(connection) as queries:
        load()
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}
    assert announced == {}


def test_what_the_files_lost_ends_and_stays_where_it_is_used(announced):
    used = VacancyFactory(occupation=a_trade())
    Skill.objects.create(id="wick-trimming", kind="skill", label_vi="Tỉa bấc", label_en="Trimming")
    Code.objects.create(list="shifts", code="dawn", order=99, label_vi="Tờ mờ", label_en="Dawn")
    load()
    for row in (
        Occupation.objects.get(pk="lamp-lighter"),
        Skill.objects.get(pk="wick-trimming"),
        Code.objects.get(list="shifts", code="dawn"),
    ):
        assert row.valid_until == yesterday()
    used.refresh_from_db()
    assert used.occupation.label_vi == "Thợ thắp đèn"
    assert announced == {"occupation": {"lamp-lighter"}, "skill": {"wick-trimming"}}
    assert "dawn" not in codes.entries("shifts")


def test_what_ended_long_ago_keeps_its_day(announced):
    a_trade(valid_until=date(2020, 1, 1))
    load()
    assert Occupation.objects.get(pk="lamp-lighter").valid_until == date(2020, 1, 1)
    assert announced == {}


def test_what_comes_back_into_the_files_holds_again():
    Occupation.objects.filter(pk="welder").update(valid_until=yesterday())
    load()
    assert Occupation.objects.get(pk="welder").valid_until is None


def test_a_place_that_ended_stays_with_those_who_live_there(announced):
    old = Unit.objects.get(pk=TIEN_LANG)
    old.pk, old.name = "99999", "Xã Cũ"
    old.save(force_insert=True)
    load()
    assert Unit.objects.get(pk="99999").valid_until == yesterday()
    assert announced == {"place": {"99999"}}


def test_corrected_words_replace_the_old_ones(announced):
    Occupation.objects.filter(pk="welder").update(label_en="Wedler", synonyms_vi=[])
    Unit.objects.filter(pk=TIEN_LANG).update(lat=0)
    load()
    welder = Occupation.objects.get(pk="welder")
    assert welder.label_en == "Welder"
    assert welder.synonyms_vi
    assert Unit.objects.get(pk=TIEN_LANG).lat > 20
    assert announced == {"occupation": {"welder"}, "place": {TIEN_LANG}}


def test_a_code_never_comes_to_mean_something_else():
    baker = {"label_vi": "Thợ làm bánh xèo", "label_en": "Pancake baker"}
    Occupation.objects.filter(pk="welder").update(**baker, synonyms_vi=[], synonyms_en=[])
    dusk = {"label_vi": "Chạng vạng", "label_en": "Dusk", "synonyms_vi": []}
    Code.objects.filter(list="shifts", code="day").update(**dusk)
    with pytest.raises(CommandError, match=r"Thợ làm bánh xèo.*Thợ hàn"):
        load()
    assert Occupation.objects.get(pk="welder").label_vi == "Thợ làm bánh xèo"


def test_links_names_and_rates_are_what_the_files_say(announced):
    link = OccupationSkill.objects.create(
        occupation_id="welder", skill_id="milking", essential=True
    )
    rate = LegalRate.objects.create(
        code="base-salary", scope="all", amount=1, unit="VND", legal_source="x", verified=True,
        valid_from=date(2030, 1, 1),
    )  # fmt: skip
    name = PlaceSynonym.objects.create(place=TIEN_LANG, name="xứ thuốc lào")
    moved = DistrictUnit.objects.create(
        district_id="district-tien-lang", unit_id=AN_DUONG, share=0.5, confidence="low", source="x"
    )
    load()
    for row in (link, rate, name, moved):
        assert not type(row).objects.filter(pk=row.pk).exists()
    assert announced == {"place": {TIEN_LANG, AN_DUONG}}
