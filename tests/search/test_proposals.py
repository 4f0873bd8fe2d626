"""What is proposed for questions that find nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.search.models import QuestionCount, Synonym
from portal.search.proposals import nearest, propose_from_questions, unknown_in
from portal.search.services import reject
from tests.factories import EscUserFactory

pytestmark = pytest.mark.django_db


def asked(words: str, searches: int = 10, empty: int = 8, days_ago: int = 1) -> None:
    QuestionCount.objects.create(
        day=timezone.localdate() - timedelta(days=days_ago),
        words=words,
        searches=searches,
        zero_hits=empty,
        zero_after=empty,
    )


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("thợ hàn an dương", []),
        ("thợ điện lanhh an dương", []),
        ("tuyển gấp bả ma tít lương cao", ["bả ma tít"]),
        ("hàn hồ quwanggg an dương", ["hàn hồ quwanggg"]),
        ("zylantity gizmology", ["zylantity gizmology"]),
        ("việc làm", []),
    ],
)
def test_what_is_unknown_of_a_question(question: str, unknown: list[str]) -> None:
    assert unknown_in(question) == unknown


def test_a_slip_leads_to_the_name_that_was_meant() -> None:
    assert any(concept == "arc-welding" for _n, kind, concept, _l in nearest("hàn hồ quwanggg"))
    assert [c for _n, kind, c, _l in nearest("tràng dueee") if kind == "place"]


def test_questions_in_vain_and_those_that_nobody_understood() -> None:
    asked("hàn hồ quwanggg")
    asked("hàn hồ quwanggg an dương", searches=5, empty=4)
    asked("hàn hồ quwagnngg", searches=2, empty=2)
    asked("hàn hồ quann", searches=30, empty=30, days_ago=31)
    asked("vận hành máy soii", searches=6, empty=0)
    asked("vận hành máy soiii", searches=4, empty=0)
    assert propose_from_questions() > 0
    found = set(Synonym.objects.values_list("phrase", flat=True))
    assert "hàn hồ quwanggg" in found
    assert not {"hàn hồ quwagnngg", "hàn hồ quann", "vận hành máy soiii"} & found
    row = Synonym.objects.filter(phrase="hàn hồ quwanggg", concept="arc-welding").get()
    assert (row.searches, row.zero_hits) == (15, 12)
    assert row.likeness >= 78
    assert row.like


def test_twice_changes_nothing_and_what_was_rejected_stays_so() -> None:
    asked("hàn hồ quwanggg")
    propose_from_questions()
    reject(ids=Synonym.objects.values_list("pk", flat=True), by=EscUserFactory())
    asked("hàn hồ quwanggg", days_ago=2)
    assert propose_from_questions() == 0
    assert not Synonym.objects.filter(status=Synonym.Status.PROPOSED).exists()


def test_hostile_questions_propose_nothing() -> None:
    for words in ("a" * 80, "x y z " * 10, "' or 1=1 --", "%%%", "<b>"):
        asked(words.strip())
    propose_from_questions()
    assert not Synonym.objects.filter(likeness__lt=45).exists()


def test_many_questions_cost_the_same_queries(django_assert_max_num_queries) -> None:
    propose_from_questions()
    for n in range(40):
        asked(f"hàn hồ quang{chr(97 + n % 26)}{chr(97 + n // 26)}")
    with django_assert_max_num_queries(11):
        propose_from_questions()
