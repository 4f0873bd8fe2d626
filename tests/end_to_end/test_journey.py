"""The main road: a centre posts a course, an employer a vacancy, a trainee is shown both."""

import re

from playwright.sync_api import Page, expect

from portal.accounts.models import User
from tests import waiting
from tests.end_to_end.offices import OFFICER, post_course, register_organisation, verify_all
from tests.end_to_end.people import (
    confirm_place,
    day_in,
    fill,
    fill_profile,
    press,
    sign_up,
    tick,
)
from tests.factories import EscUserFactory


def _post_vacancy(page: Page) -> None:
    page.goto("/tuyen-dung/tin/moi/")
    fill(page, title="Thợ hàn TIG", openings="5", description="Hàn ống inox trong xưởng.")
    press(page, "propose")
    tick(page, "occupation", "welder")
    tick(page, "essential_skills", "tig-welding")
    fill(page, place="Tiên Lãng", pay_min="9 triệu", pay_max="14tr", valid_through=day_in(40))
    press(page, "publish")
    confirm_place(page, lambda: press(page, "publish"))


def test_from_course_and_vacancy_to_a_recommendation(open_context) -> None:
    EscUserFactory(email=OFFICER, phone=None, full_name="Cán bộ Thử")
    centre, employer, trainee = (
        open_context(),
        open_context(),
        open_context(phone=True, script=False),
    )

    sign_up(centre, name="Lê Thị Dạy", typed="day@example.com", login="day@example.com")
    register_organisation(
        centre, "training_centre", "Trung tâm Dạy nghề Thử", "0101243150", "Tiên Lãng"
    )
    sign_up(employer, name="Phạm Văn Thuê", typed="thue@example.com", login="thue@example.com")
    register_organisation(employer, "employer", "Công ty Cơ khí Thử", "0100109106", "Tiên Lãng")
    verify_all(open_context())
    post_course(centre)
    _post_vacancy(employer)

    sign_up(trainee, name="Nguyễn Thị Học", typed="0912 345 678", login="+84912345678")
    expect(trainee).to_have_url(re.compile("/ho-so/"))
    trainee.goto("/ho-so/person/")
    fill_profile(trainee)
    assert User.objects.get(phone="+84912345678").person.steps_done

    def shown() -> bool:
        trainee.goto("/danh-cho-ban/")
        text = trainee.locator("main").inner_text()
        return "Thợ hàn TIG" in text and "Hàn TIG cơ bản" in text

    waiting.until(shown, "vacancy and course are recommended")
    assert trainee.evaluate("document.documentElement.scrollWidth") <= 360
