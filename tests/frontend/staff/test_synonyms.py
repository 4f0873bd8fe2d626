"""Deciding on other words, on the page."""

import re
from functools import partial

import pytest
from django.test import Client

from portal import broker
from portal.accounts.models import User
from portal.celery import app
from portal.search import synonyms as in_force
from portal.search import vocabulary
from portal.search.models import Synonym
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
PAGE = "/ban-lam-viec/tu-khac/"
ADD = f"{PAGE}them/"
STATUS = Synonym.Status


@pytest.fixture(autouse=True)
def forget():
    in_force.forget()
    vocabulary.forget()
    yield
    in_force.forget()
    vocabulary.forget()


def proposed(phrase: str, concept: str = "house-painter", **more) -> Synonym:
    values = {"kind": "occupation", "source": "questions", "searches": 9, "zero_hits": 8}
    return Synonym.objects.create(phrase=phrase, concept=concept, **values | more)


def told(page) -> list[str]:
    return [message.level_tag for message in page.context["messages"]]


def test_proposals_with_their_figures_those_most_asked_in_vain_first(officer: Client) -> None:
    proposed("thợ xịt zin", like="thợ sơn nhà", likeness=61, zero_hits=1)
    proposed("thợ lăn zin", zero_hits=70)
    page = officer.get(PAGE)
    assert [item.row.phrase for item in page.context["rows"]] == ["thợ lăn zin", "thợ xịt zin"]
    assert page.context["rows"][0].means == "Thợ sơn nhà"
    html = page.content.decode()
    assert "thợ sơn nhà" in html
    assert "61" in html
    assert "70" in html


def test_several_are_put_in_force_at_once(officer: Client, counsellor: User) -> None:
    first, second, third = proposed("xịt zin"), proposed("lăn zin"), proposed("quét zin")
    page = officer.post(PAGE, {"do": "accept", "id": [first.pk, second.pk]}, follow=True)
    assert told(page) == ["success"]
    assert set(Synonym.objects.filter(status=STATUS.ACCEPTED)) == {first, second}
    first.refresh_from_db()
    assert first.decided_by == counsellor
    assert [item.row for item in page.context["rows"]] == [third]
    page = officer.post(f"{PAGE}?status=accepted&page=1", {"do": "withdraw", "id": first.pk})
    assert page.url == f"{PAGE}?status=accepted&page=1"
    assert set(Synonym.objects.filter(status=STATUS.ACCEPTED)) == {second}
    officer.post(PAGE, {"do": "reject", "id": third.pk})
    assert set(Synonym.objects.filter(status=STATUS.REJECTED)) == {first, third}


def test_what_cannot_be_put_in_force_is_told_and_the_rest_is(officer: Client) -> None:
    good, known = proposed("xịt zin"), proposed("thợ hàn")
    page = officer.post(PAGE, {"do": "accept", "id": [good.pk, known.pk]}, follow=True)
    assert told(page) == ["success", "error"]
    assert set(Synonym.objects.filter(status=STATUS.ACCEPTED)) == {good}


@pytest.mark.parametrize(
    ("posted", "status", "level"),
    [
        ({}, 404, ""),
        ({"do": "burn", "id": "1"}, 404, ""),
        ({"do": "accept"}, 200, "warning"),
        ({"do": "accept", "id": ["x", "-1", "1.5", "٣"]}, 200, "warning"),
        ({"do": "accept", "id": "9" * 18}, 200, "info"),
        ({"do": "accept", "id": "9" * 40}, 200, "warning"),
    ],
)
def test_nonsense_changes_nothing(officer: Client, posted: dict, status: int, level: str) -> None:
    row = proposed("xịt zin")
    page = officer.post(PAGE, posted, follow=True)
    assert page.status_code == status
    if level:
        assert told(page) == [level]
    row.refresh_from_db()
    assert row.status == STATUS.PROPOSED


def test_what_a_colleague_decided_first_stays(officer: Client, admin: Client) -> None:
    row = proposed("xịt zin")
    admin.post(PAGE, {"do": "reject", "id": row.pk})
    page = officer.post(PAGE, {"do": "reject", "id": row.pk}, follow=True)
    assert told(page) == ["info"]


class TestOwnWords:
    def typed(self, **more: str) -> dict[str, str]:
        return {"phrase": "thợ xịt zin", "kind": "occupation", "name": "thợ sơn nhà"} | more

    def test_a_name_that_means_one_thing_is_taken(self, officer: Client, counsellor: User) -> None:
        page = officer.post(ADD, self.typed(), follow=True)
        assert told(page) == ["success"]
        row = Synonym.objects.get()
        assert (row.phrase, row.concept, row.status) == (
            "thợ xịt zin",
            "house-painter",
            STATUS.ACCEPTED,
        )
        assert (row.source, row.decided_by) == ("staff", counsellor)

    def test_a_name_that_means_several_is_asked_back(self, officer: Client) -> None:
        page = officer.post(ADD, self.typed(name="lái xe"))
        assert page.status_code == 400
        html = page.content.decode()
        offered = re.findall(r'name="concept" value="([^"]+)"', html)
        assert len(offered) > 1
        assert 'value="thợ xịt zin"' in html
        officer.post(ADD, self.typed(name="lái xe", concept=offered[1]))
        assert Synonym.objects.get().concept == offered[1]

    def test_a_place_and_a_skill(self, officer: Client) -> None:
        officer.post(ADD, self.typed(phrase="xứ dừa", kind="place", name="Quận Lê Chân"))
        officer.post(ADD, self.typed(phrase="chập mạch", kind="skill", name="hàn TIG"))
        assert set(Synonym.objects.values_list("kind", "concept")) == {
            ("place", "district-le-chan"),
            ("skill", "tig-welding"),
        }

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"phrase": ""}, "phrase"),
            ({"phrase": "x" * 81}, "phrase"),
            ({"phrase": "thợ hàn"}, "phrase"),
            ({"phrase": "nhân viên"}, "phrase"),
            ({"phrase": "nguyễn văn a"}, "phrase"),
            ({"phrase": "h\x00"}, "phrase"),
            ({"name": ""}, "name"),
            ({"name": "qqqq zzzz", "kind": "skill"}, "name"),
            ({"name": "w" * 5000}, "name"),
            ({"kind": "church"}, "kind"),
            ({"kind": ""}, "kind"),
            ({"name": "lái xe", "concept": "welder"}, "concept"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(
        self, officer: Client, typed: dict, field: str
    ) -> None:
        page = officer.post(ADD, self.typed(**typed))
        assert page.status_code == 400
        assert list(page.context["form"].errors) == [field]
        assert not Synonym.objects.exists()

    def test_the_question_stands_in_the_form_already(self, officer: Client) -> None:
        html = officer.get(ADD, {"phrase": '"><b>xịt zin'}).content.decode()
        assert "&quot;&gt;&lt;b&gt;xịt zin" in html


def test_many_proposals_come_in_pages_for_the_same_queries(
    officer: Client, counsellor: User
) -> None:
    for status in STATUS.values:
        proposed(f"zin {status}", status=status, decided_by=counsellor)
        ask = partial(officer.get, PAGE, {"status": status})
        few = count_queries(ask)
        for n in range(60):
            proposed(f"zin {status} {n}", status=status, decided_by=counsellor)
        assert count_queries(ask) == few
        page = ask()
        assert len(page.context["rows"]) == 50
        assert page.context["page"].paginator.num_pages == 2


def test_without_a_queue_nothing_is_promised(officer: Client, monkeypatch) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(broker, "_again_at", 0.0)
    page = officer.post(f"{PAGE}de-xuat/", follow=True)
    assert told(page) == ["error"]


def test_only_the_centre_sees_or_decides(client: Client) -> None:
    from tests.factories import PersonFactory

    client.force_login(PersonFactory().user)
    row = proposed("xịt zin")
    for url in (PAGE, ADD, "/ban-lam-viec/cau-tim-kiem/"):
        assert client.get(url).status_code == 403
    for url in (PAGE, ADD, f"{PAGE}de-xuat/"):
        assert client.post(url, {"do": "accept", "id": row.pk}).status_code == 403
    row.refresh_from_db()
    assert row.status == STATUS.PROPOSED
