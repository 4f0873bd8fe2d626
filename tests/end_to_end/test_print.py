"""A vacancy on paper: one A4 sheet that says where it is from, without the frame of the site."""

import re
import zlib

import pytest

from frontend.present import vacancy_url
from portal.reference.models import IndustrialPark
from tests.factories import OrganisationFactory
from tests.matching.makers import vacancy

SKILLS = ["arc-welding", "mig-mag-welding", "metal-grinding", "oxy-gas-cutting"]
SENTENCE = "Hàn vỏ tàu theo bản vẽ, tự kiểm tra mối hàn và giữ an toàn lao động trong xưởng."
A4 = (595, 842)  # points


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page in points."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    whole = b"\n".join(parts)
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", whole))
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", whole)
    assert box is not None
    return [(round(float(box[1])), round(float(box[2])))] * count


@pytest.fixture
def address(committed_db: None) -> str:
    """A vacancy that uses every field, with about 1,400 characters of text."""
    park = IndustrialPark.objects.order_by("pk")[0]
    employer = OrganisationFactory(
        name="Công ty TNHH Cơ khí Đóng tàu Thử", phone="02253822001", email="viec@thu.vn",
        website="https://thu.vn", unit=park.unit, industrial_park=park, address="Lô CN3",
        enterprise_type="non-state", size_band="501-1000",
    )  # fmt: skip
    row = vacancy(
        SKILLS, ["tig-welding"], employer=employer, title="Thợ hàn 3G, 6G (đóng tàu)",
        description="\n".join([SENTENCE, *(f"- {SENTENCE}" for _ in range(7))]),
        requirements="\n".join(f"- {SENTENCE}" for _ in range(4)),
        benefits="\n".join(f"- {SENTENCE}" for _ in range(4)),
        unit=park.unit, industrial_park=park, address="Lô CN3", shifts=["day", "night"],
        contract="fixed-12-36-months", hours_per_week=48, education="lower-secondary",
        cmkt="elementary", experience_months=12, languages=["english"],
        welfare=["meal-1", "shuttle", "dormitory", "social-insurance", "training"],
        physical_conditions=["indoor", "lift-5-20-kg", "standing-much"],
    )  # fmt: skip
    return vacancy_url(row)


def test_a_vacancy_fits_one_sheet(address, site, open_context) -> None:
    page = open_context()
    page.goto(address)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == [A4]
    page.emulate_media(media="print")
    assert page.get_by_text(site + address).is_visible()
    assert page.locator(".printed-address svg").is_visible()
    for frame in (".site-header", ".site-footer", ".breadcrumbs", ".action-bar", "[data-print]"):
        assert page.locator(f"{frame}:visible").count() == 0, frame
