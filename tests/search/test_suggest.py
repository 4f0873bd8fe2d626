from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Organisation
from portal.changes import announce
from portal.reference.models import Occupation
from portal.search import registry
from portal.search.rebuild import rebuild
from portal.search.suggest import suggest
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_typeahead_names_what_may_be_meant(engine):
    OrganisationFactory(name="Công ty Đóng tàu Sông Cấm")
    OrganisationFactory(name="Công ty Đóng tàu Ma", verification=Organisation.Verification.PENDING)
    rebuild(registry.get("concept"))

    def ids(typed: str, *kinds: str) -> list[str]:
        return [s.id for s in (suggest(typed, kinds) if kinds else suggest(typed))]

    assert ids("thợ hàn")[0] == "welder"
    for typed in ("tho ha", "Thợ hà", "THO HAN"):
        labels = [s.label for s in suggest(typed, ("occupation",))]
        assert "Thợ hàn" in labels[:2], (typed, labels)
    assert "welder" in ids("han ho quang")
    assert ids("an duong", "place")[:2] in (
        ["11581", "district-an-duong"],
        ["district-an-duong", "11581"],
    )
    labels = [s.label for s in suggest("dong tau", ("organisation",))]
    assert labels == ["Công ty Đóng tàu Sông Cấm"]
    assert {s.type for s in suggest("excel")} <= {"skill", "occupation"}
    assert len(suggest("a", limit=3)) == 3
    assert suggest("") == suggest("!!") == []


def test_what_has_ended_is_not_suggested_any_more(drain):
    announce("occupation", ["welder", "tig-welder"])
    drain()
    assert {"welder", "tig-welder"} <= {s.id for s in suggest("tho han")}
    yesterday = timezone.localdate() - timedelta(days=1)
    Occupation.objects.filter(pk="welder").update(valid_until=yesterday)
    announce("occupation", ["welder"])
    drain()
    found = {s.id for s in suggest("tho han")}
    assert "welder" not in found
    assert "tig-welder" in found
