"""Real commits: two of the centre at one report."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from jobs.complaints import services
from jobs.complaints.models import Complaint
from portal.accounts.models import User
from portal.validation import DecidedError
from tests.factories import ComplaintFactory, EscUserFactory


def test_one_decides_and_the_other_is_told(committed_db: None) -> None:
    complaint = ComplaintFactory()
    officers = [EscUserFactory(full_name=name) for name in ("Một Thị Nhanh", "Hai Văn Chậm")]
    together = Barrier(2)

    def decide(officer: User) -> str:
        together.wait(timeout=20)
        try:
            services.decide(complaint_id=complaint.pk, by=officer, outcome="unfounded")
        except DecidedError as error:
            return error.messages[0]
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, officers))
    decided = Complaint.objects.select_related("assigned_to").get()
    assert sorted(answer == "decided" for answer in answers) == [False, True]
    late = next(answer for answer in answers if answer != "decided")
    assert str(decided.assigned_to) in late
