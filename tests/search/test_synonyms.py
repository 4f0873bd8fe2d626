"""Synonyms: who decides what, what cannot be one, and that every process takes them in."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.models import User
from portal.reference.models import Occupation
from portal.search import services, synonyms, vocabulary
from portal.search.models import Synonym
from portal.search.services import Proposal, accept, add_synonym, propose, reject, withdraw
from portal.search.understand import understand
from tests import waiting
from tests.conftest import process_environment
from tests.factories import EscUserFactory

STATUS = Synonym.Status
PHRASE = "thợ xịt zin"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    synonyms.forget()
    vocabulary.forget()
    yield
    synonyms.forget()
    vocabulary.forget()


@pytest.fixture
def officer(db) -> User:
    return EscUserFactory()


def proposal(phrase: str = PHRASE, concept: str = "house-painter", **more) -> Proposal:
    figures = {"searches": 9, "zero_hits": 8, "like": "thợ sơn", "likeness": 60} | more
    return Proposal(phrase, "occupation", concept, **figures)


def meant(question: str) -> list[str]:
    return [concept.id for concept in understand(question).concepts]


@pytest.fixture
def painter(db) -> str:
    return str(Occupation.objects.get(label_vi__iexact="thợ sơn nhà").pk)


class TestDecisions:
    def test_a_proposal_waits_once_with_its_figures(self, db) -> None:
        assert propose([proposal(), proposal()]) == 1
        assert propose([proposal(searches=99)]) == 0
        row = Synonym.objects.get()
        assert (row.status, row.searches, row.zero_hits) == (STATUS.PROPOSED, 9, 8)
        assert synonyms.accepted() == []

    def test_accepted_it_is_understood_and_withdrawn_no_more(
        self, officer, painter, django_capture_on_commit_callbacks
    ) -> None:
        propose([proposal(concept=painter)])
        row = Synonym.objects.get()
        assert meant(PHRASE) == []
        before = synonyms.revision()
        with django_capture_on_commit_callbacks(execute=True):
            done, refused = accept(ids=[row.pk], by=officer)
        assert (done, refused) == ([row], [])
        assert synonyms.revision() != before
        assert synonyms.accepted() == [("occupation", painter, PHRASE)]
        assert meant(PHRASE) == [painter]
        assert meant("THO XIT ZIN") == [painter]
        row.refresh_from_db()
        assert (row.status, row.decided_by) == (STATUS.ACCEPTED, officer)
        with django_capture_on_commit_callbacks(execute=True):
            assert withdraw(ids=[row.pk], by=officer) == [row]
        assert meant(PHRASE) == []

    def test_what_was_rejected_or_withdrawn_is_not_proposed_again(self, officer, painter) -> None:
        propose([proposal(concept=painter), proposal("xịt zin", painter)])
        first, second = Synonym.objects.order_by("pk")
        reject(ids=[first.pk], by=officer)
        accept(ids=[second.pk], by=officer)
        withdraw(ids=[second.pk], by=officer)
        assert propose([proposal(concept=painter), proposal("xịt zin", painter)]) == 0
        assert set(Synonym.objects.values_list("status", flat=True)) == {STATUS.REJECTED}

    def test_a_decision_holds_against_a_later_click(self, officer, painter) -> None:
        propose([proposal(concept=painter)])
        row = Synonym.objects.get()
        accept(ids=[row.pk], by=officer)
        assert reject(ids=[row.pk], by=EscUserFactory()) == []
        assert accept(ids=[row.pk], by=EscUserFactory()) == ([], [])
        row.refresh_from_db()
        assert (row.status, row.decided_by) == (STATUS.ACCEPTED, officer)

    def test_words_mean_one_thing(self, officer, painter) -> None:
        propose([proposal(concept=painter), proposal(concept="welder")])
        done, refused = accept(ids=Synonym.objects.values_list("pk", flat=True), by=officer)
        assert [row.concept for row in done] == [painter]
        assert [row.concept for row, _reason in refused] == ["welder"]
        with pytest.raises(ValidationError):
            add_synonym(phrase=PHRASE.upper(), kind="occupation", concept="welder", by=officer)

    def test_an_own_one_is_in_force_at_once_also_after_a_rejection(self, officer, painter) -> None:
        propose([proposal(concept=painter)])
        reject(ids=[Synonym.objects.get().pk], by=officer)
        row = add_synonym(
            phrase=f" {PHRASE.title()} ", kind="occupation", concept=painter, by=officer
        )
        assert (row.phrase, row.status) == (PHRASE, STATUS.ACCEPTED)
        assert Synonym.objects.count() == 1

    @pytest.mark.parametrize(
        ("phrase", "code"),
        [
            ("", "length"),
            ("???", "length"),
            ("123456", "length"),
            ("một hai ba bốn năm sáu bảy", "length"),
            ("x" * 81, "length"),
            ("h", "too_short"),
            ("Nhân viên", "too_general"),
            ("việc làm", "too_general"),
            ("luong cao", "too_general"),
            ("Nguyễn Văn A", "personal"),
            ("0912 345 678", "length"),
            ("gọi 0912 345 678", "personal"),
            ("thợ hàn", "named"),
            ("tho han", "named"),
            ("An Dương", "named"),
        ],
    )
    def test_what_cannot_be_a_synonym(self, officer, phrase: str, code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            add_synonym(phrase=phrase, kind="occupation", concept="house-painter", by=officer)
        assert refused.value.error_dict["phrase"][0].code == code

    @pytest.mark.parametrize(
        ("kind", "concept"), [("occupation", "nobody"), ("church", "welder"), ("place", "x" * 500)]
    )
    def test_it_must_mean_something_in_the_lists(self, officer, kind: str, concept: str) -> None:
        with pytest.raises(ValidationError) as refused:
            add_synonym(phrase=PHRASE, kind=kind, concept=concept, by=officer)
        assert refused.value.error_dict["concept"][0].code == "unknown"

    def test_places_and_skills_as_well(self, officer, django_capture_on_commit_callbacks) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            add_synonym(phrase="xứ dừa", kind="place", concept="district-an-duong", by=officer)
            add_synonym(phrase="chập mạch", kind="skill", concept="arc-welding", by=officer)
        assert meant("xứ dừa chập mạch") == ["district-an-duong", "arc-welding"]


WATCH = """
import sys, django; django.setup()
from portal.search.understand import understand
for line in sys.stdin:
    print(",".join(c.id for c in understand(line.strip()).concepts), flush=True)
"""


def test_another_process_takes_it_in_within_ten_seconds(committed_db) -> None:
    painter = str(Occupation.objects.get(label_vi__iexact="thợ sơn nhà").pk)
    officer = EscUserFactory()
    other = subprocess.Popen(
        [sys.executable, "-c", WATCH],
        env=process_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )

    def understood() -> str:
        other.stdin.write(f"{PHRASE}\n")
        other.stdin.flush()
        return other.stdout.readline().strip()

    try:
        assert understood() == ""
        row = add_synonym(phrase=PHRASE, kind="occupation", concept=painter, by=officer)
        waiting.until(lambda: understood() == painter, "it is in force", seconds=10)
        withdraw(ids=[row.pk], by=officer)
        waiting.until(lambda: understood() == "", "it is in force no more", seconds=10)
        accept(ids=[row.pk], by=officer)
        waiting.until(lambda: understood() == painter, "it is in force again", seconds=10)
    finally:
        other.kill()
        other.wait()


def test_asking_again_and_again_costs_one_question(db, django_assert_num_queries) -> None:
    vocabulary.current()
    with django_assert_num_queries(0):
        for _ in range(50):
            vocabulary.current()
    synonyms.forget()
    with django_assert_num_queries(1):
        vocabulary.current()


def test_two_officers_at_once_put_words_in_force_for_one_thing_only(committed_db) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    officer = EscUserFactory()
    painter = str(Occupation.objects.get(label_vi__iexact="thợ sơn nhà").pk)

    def put(concept: str) -> bool:
        try:
            services.add_synonym(phrase=PHRASE, kind="occupation", concept=concept, by=officer)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(put, [painter, "welder"] * 2))
    assert sum(done) >= 1
    assert Synonym.objects.filter(status=STATUS.ACCEPTED).count() == 1
