"""The check of the files finds what would mislead matching."""

from pathlib import Path

import pytest

from portal.reference.dataset import figures, load, problems

FILES = {
    "occupations": "id,isco,label_vi,label_en,synonyms_vi,synonyms_en",
    "skills": "id,label_vi,label_en,kind,synonyms_vi,synonyms_en",
    "occupation_skills": "occupation,essential,optional",
}
GOOD = {
    "occupations": [
        "welder,7212,Thợ hàn,Welder,thợ hàn điện|hàn xì|hàn sắt|hàn que,",
        "cook,5120,Đầu bếp,Cook,thợ nấu,",
    ],
    "skills": [
        "arc,Hàn hồ quang,Arc welding,skill,,",
        "cooking,Nấu ăn,Cooking,skill,,",
        "hygiene,Vệ sinh,Hygiene,knowledge,,",
    ],
    "occupation_skills": ["welder,arc,hygiene", "cook,cooking|hygiene,"],
}


@pytest.fixture
def files(tmp_path: Path):
    """Writes the good files with some lines more, and reads them."""

    def write(**more: str):
        for name, header in FILES.items():
            (tmp_path / name).mkdir(exist_ok=True)
            lines = [header, *GOOD[name], *([more[name]] if name in more else [])]
            (tmp_path / name / "all.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load(tmp_path)

    return write


def test_good_files_have_no_problem(files):
    assert list(problems(files())) == []


def test_the_project_s_own_files_have_no_problem():
    assert list(problems(load())) == []


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ("occupations", "Bad Id,7212,Thợ tiện,Turner,,", "no slug"),
        ("occupations", "welder,7223,Thợ tiện,Turner,,", "stands already"),
        ("occupations", "turner,723,Thợ tiện,Turner,,", "not four digits"),
        ("occupations", "turner,,Thợ tiện,Turner,,", "not four digits"),
        ("occupations", "turner,7223,Thợ tiện,,,", "lacks a label"),
        ("occupations", "turner,7223,THỢ HÁN,Turner,,", "folds like the label of welder"),
        ("occupations", "turner,7223,Thợ tiện,Turner,Hàn xì,", "belongs to welder already"),
        ("occupations", "turner,7223,Thợ tiện,Turner,thợ tiện,", "names itself twice"),
        ("occupations", "turner,7223,Thơ\u0323 tiện,Turner,,", "not NFC"),
        ("occupations", "turner,7223,Thợ tiện,Turner,,", "has no skills"),
        ("skills", "sewing,May,Sewing,magic,,", "unknown kind"),
        ("skills", "sewing,May,,skill,,", "lacks a label"),
        ("occupation_skills", "tailor,arc,", "unknown occupation"),
        ("occupation_skills", "welder,arc,", "is linked already"),
        ("occupation_skills", "cook,no-such,", "unknown skill"),
        ("occupation_skills", "cook,arc,arc", "both essential and optional"),
    ],
)
def test_each_mistake_is_told_with_its_file_and_line(files, table, line, told):
    found = list(problems(files(**{table: line})))
    place = f"{table}/all.csv:{len(GOOD[table]) + 2}: "
    assert any(told in problem and problem.startswith(place) for problem in found), found


def test_figures_are_shares_of_the_rows(files):
    assert figures(files()) == {
        "occupations": 2,
        "skills": 3,
        "occupations_with_4_synonyms": 0.5,
        "occupations_with_5_essential": 0,
        "skills_used_by_2": pytest.approx(1 / 3),
        "folded_labels_shared": 0,
        "concepts_without_isco": 0,
    }
