"""The bench of job titles."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from matching.bench import corpus, titles
from matching.bench.files import BadFileError
from tests.bench.test_outside import refusal
from tests.conftest import process_environment


@pytest.fixture
def write(tmp_path):
    def to_file(text: str):
        path = tmp_path / "titles.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def test_titles_are_read_with_commas_bom_and_several_codes(write):
    path = write('\ufeffcode,title,count\n7212 | 72,"Thợ hàn, gấp",3\n')
    assert titles.read(path) == [titles.Title("Thợ hàn, gấp", 3, ("7212", "72"))]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no column title, count, code"),
        ("title,count\nx,1\n", "no column code"),
        ("title,count,code\n", "no titles"),
        ("title,count,code\n,1,72\n", "line 2: no title"),
        ("title,count,code\nx,-1,72\n", "line 2: count"),
        ("title,count,code\nx,0,72\n", "line 2: count"),
        ("title,count,code\nx,²,72\n", "line 2: count"),
        ("title,count,code\nx,1,7\n", "line 2: code"),
        ("title,count,code\nx,1\n", "line 2: code"),
        ("title,count,code\nx,1,7212/7213\n", "line 2: code"),
        ('title,count,code\n"x"y,1,72\n', "not CSV"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(write, text, reason):
    assert reason in refusal(write(text), "titles")


@pytest.mark.django_db
def test_shares_are_weighted_by_count_and_codes_are_beginnings():
    figures, wrong = titles.run(
        [
            titles.Title("Thợ hàn", 6, ("72",)),
            titles.Title("Kế toán kho", 3, ("5120", "4311")),
            titles.Title("Đầu bếp", 1, ("7212",)),
        ]
    )
    assert (figures["titles_top1"], figures["titles_top3"]) == (0.9, 0.9)
    assert figures["aims_missed"] == []
    assert [line.split(":")[0].strip() for line in wrong] == ["1  Đầu bếp"]


def test_our_own_titles_can_be_read():
    assert len(titles.read(corpus.FOLDER / "titles.csv")) >= 300


@pytest.mark.django_db
def test_the_command_ends_with_one_json_line(write):
    """On stores of its own, as people call it; an aim that is missed is no failure."""
    path = write("title,count,code\nThợ hàn,1,7212\nĐầu bếp,9,7212\n")
    done = subprocess.run(
        [sys.executable, "manage.py", "bench_match", "--titles", path, "--worst", "1"],
        cwd=settings.BASE_DIR,
        env=process_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["titles_top1"] == 0.1
    assert figures["aims_missed"] == ["titles_top1", "titles_top3"]
    assert "Đầu bếp" in done.stdout.splitlines()[0]


def test_a_bad_file_has_its_name_in_the_message(write):
    with pytest.raises(BadFileError, match=r"titles\.csv: no titles"):
        titles.read(write("title,count,code\n"))
