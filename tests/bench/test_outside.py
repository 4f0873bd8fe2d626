"""Sets of others: read whatever is in them, or refused in one clear line."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from matching.bench import outside, searching

AD = {"id": "1", "title": "Thợ hàn"}
QUESTION = {"q": "thợ hàn", "grades": {"1": 3}}
SET = {"vacancies": [AD], "queries": [QUESTION]}


@pytest.fixture
def write(tmp_path):
    def to_file(content: object) -> Path:
        path = tmp_path / "set.json"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return to_file


def refusal(path: Path, mode: str = "queries") -> str:
    with pytest.raises(CommandError) as raised:
        call_command("bench_match", **{mode: path})
    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b'{"vacancies": [', "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        ([], "vacancies"),
        ({"vacancies": [AD]}, "queries"),
        (SET | {"vacancies": {}}, '"vacancies" is no list'),
        (SET | {"queries": []}, '"queries" is no list'),
        (SET | {"vacancies": ["x"]}, "vacancies[0] is no object"),
        (SET | {"vacancies": [AD, {"title": "x"}]}, 'vacancies[1] has no "id"'),
        (SET | {"vacancies": [{"id": None, "title": "x"}]}, 'vacancies[0] has no "id"'),
        (SET | {"vacancies": [{"id": True, "title": "x"}]}, 'vacancies[0] has no "id"'),
        (SET | {"vacancies": [{"id": "ă" * 257, "title": "x"}]}, "more than 512 bytes"),
        (SET | {"vacancies": [{"id": "1", "title": None}]}, 'vacancies[0] has no "title"'),
        (SET | {"queries": [{"grades": {}}]}, 'queries[0] has no "q"'),
        (SET | {"queries": [QUESTION, {"q": "x"}]}, 'queries[1] has no "grades"'),
        (SET | {"queries": [{"q": "x", "grades": {"1": 4}}]}, "grade of '1'"),
        (SET | {"queries": [{"q": "x", "grades": {"1": -1}}]}, "grade of '1'"),
        (SET | {"queries": [{"q": "x", "grades": {"1": "3"}}]}, "grade of '1'"),
        (SET | {"queries": [{"q": "x", "grades": {"1": True}}]}, "grade of '1'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(write, content, reason):
    assert reason in refusal(write(content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "none.json: No such file" in refusal(tmp_path / "none.json")
    assert "Is a directory" in refusal(tmp_path)


def test_modes_exclude_each_other(write):
    path = str(write(SET))
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("bench_match", "--queries", path, "--titles", path)


@pytest.mark.django_db
def test_odd_sets_are_searched_all_the_same(engine, write):
    given = outside.read(
        write(
            {
                "more": 1,
                "vacancies": [
                    {"id": 7, "title": "Thợ hàn", "company": None, "place": "Quận Kiến An"},
                    {
                        "id": 2.5,
                        "title": "Kế toán <b>kho</b> \ud800",
                        "company": 12,
                        "description": ["Nhập phiếu.", "Đối chiếu."],
                        "requirements": "chăm chỉ " * 20_000,
                    },
                    {"id": "x" * 512, "title": "Lái xe nâng " + "gấp " * 3000, "unknown": {}},
                ],
                "queries": [
                    {"q": "tho han kien an", "grades": {"7": 3, "not there": 3}},
                    {"q": "kế toán " + "kho " * 5000, "grades": {"2.5": 2}},
                    {"q": "lái xe nâng\0", "grades": {"x" * 512: 2.0, "7": 0}},
                    {"q": "không ai", "grades": {"7": 0}},
                    {"q": "nowhere", "grades": {"not there": 3}},
                ],
            }
        )
    )
    documents = outside.documents(given)
    assert documents[0]["occupations"][0] == "welder"
    assert "district-kien-an" in documents[0]["places"]
    assert documents[1]["title"] == "Kế toán kho ?"
    searching.index({"vacancy": outside.documents(given)})
    figures, worst = outside.run(given)
    assert figures["ndcg10"] == figures["map"] == figures["mrr"] == 1
    assert figures["baseline_ndcg10"] == 1
    assert figures["zero_hit_share"] == figures["zero_hit_share_after"] == 0
    assert (figures["vacancies"], figures["queries"], figures["skipped"]) == (3, 3, 2)
    assert len(worst) == 3


@pytest.mark.django_db
def test_a_set_in_which_nothing_is_relevant_has_no_figures(engine, write):
    given = outside.read(write(SET | {"queries": [{"q": "x", "grades": {}}]}))
    searching.index({"vacancy": outside.documents(given)})
    figures, _ = outside.run(given)
    assert figures["ndcg10"] is figures["ndcg10_ci"] is figures["zero_hit_share"] is None
    assert figures["skipped"] == 1
