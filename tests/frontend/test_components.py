"""Components with what they are given, with nothing, and with what people may type."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from frontend import formats
from frontend.cards import CourseCard, ScorePart, Tile, VacancyCard
from frontend.fields import MoneyField
from tests.factories import EscUserFactory
from tests.frontend.every_card import everything
from tests.frontend.html import Page

HOSTILE = '<script>alert(1)</script>"&{{ 7 }}{% load x %}'


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def render(source: str, **context: object) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    request = RequestFactory().get("/trang/", {"q": "hàn", "page": "2"})
    return template.render(context, request)


def sound(html: str) -> str:
    """The HTML, after a check that it is whole when it stands in a page."""
    page = Page(f"<html lang=vi><title>x</title><main><h1>x</h1>{html}</main></html>")
    expected = ("headings of the first level", "without its CSRF")
    assert [p for p in page.problems if not p.endswith(expected)] == []
    return html


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


SOURCES = {
    "action-bar": "<c-action-bar>{{ text }}</c-action-bar>",
    "board": '<c-board :columns="columns" :statuses="choices" />',
    "breadcrumbs": '<c-breadcrumbs :links="links" current="{{ text }}" />',
    "chart": '<c-chart :chart="chart" />',
    "chips": '<c-chips :chips="chips" label="{{ text }}" />',
    "components": '<c-components :components="parts" />',
    "confirm": '<c-confirm title="{{ text }}" yes="{{ text }}" back="#">{{ text }}</c-confirm>',
    "course-card": '<c-course-card :card="course" reasons="yes">{{ text }}</c-course-card>',
    "door": '<ul><c-door url="#" icon="search" title="{{ text }}">{{ text }}</c-door></ul>',
    "empty": '<c-empty title="{{ text }}">{{ text }}</c-empty>',
    "facts": '<c-facts :facts="facts" />',
    "filter-group": '<c-filter-group label="{{ text }}" name="n" :choices="choices" />',
    "filter-select": '<c-filter-select label="{{ text }}" name="n" :choices="choices"'
    ' :errors="errors" />',
    "filters": '<c-filters action="#" reset="#" :chosen="1" :found="2">{{ text }}</c-filters>',
    "fit-badge": '<c-fit-badge :score="42" />',
    "gap": '<c-gap :gap="gap" />',
    "menu": '<c-menu label="{{ text }}">{{ text }}</c-menu>',
    "notice": '<c-notice kind="wait">{{ text }}</c-notice>',
    "page-header": '<c-page-header title="{{ text }}" lead="{{ text }}">{{ text }}</c-page-header>',
    "pager": '<c-pager :page="page" />',
    "qr-ticket": '<c-qr-ticket code="{{ text }}" title="{{ text }}">{{ text }}</c-qr-ticket>',
    "reason-list": '<c-reason-list :reasons="reasons" />',
    "search-box": '<c-search-box action="#" suggest="#" suggest_place="#" :q="text"'
    ' :place="text" />',
    "suggest": '<c-suggest src="#" list="l"><input aria-label="{{ text }}" /></c-suggest>',
    "stepper": '<c-stepper :steps="steps" :number="2" />',
    "table": '<c-table caption="{{ text }}"><tbody><tr><td>{{ text }}</td></tr></tbody></c-table>',
    "tabs": '<c-tabs :tabs="tabs" label="{{ text }}" />',
    "tile": '<ul><c-tile :tile="tile" /></ul>',
    "timeline": '<c-timeline :events="events" />',
    "toast": '<c-toast kind="error">{{ text }}</c-toast>',
    "vacancy-card": '<c-vacancy-card :card="vacancy" reasons="yes">{{ text }}</c-vacancy-card>',
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_people_type_stays_text(name: str) -> None:
    plain = sound(render(SOURCES[name], **everything("Hàn")))
    html = render(SOURCES[name], **everything(HOSTILE))
    assert "<script" not in html
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;{{ 7 }}{% load x %}"
    # A chart leaves out labels that would run into each other.
    assert html.count(escaped) == plain.count("Hàn") - (name == "chart")


@pytest.mark.parametrize("name", SOURCES)
def test_very_long_words_and_emoji_change_nothing_but_the_text(name: str) -> None:
    sound(render(SOURCES[name], **everything("😀" + "dài" * 500)))


def test_a_bare_card_shows_only_what_is_known() -> None:
    card: VacancyCard | CourseCard = VacancyCard(url="/x/", title="Hàn", employer="A")
    html = sound(render('<c-vacancy-card :card="card" />', card=card))
    assert words(html) == "Hàn A"
    card = CourseCard(url="/x/", title="Hàn", centre="A")
    html = sound(render('<c-course-card :card="card" />', card=card))
    assert words(html) == "Hàn A"


def test_cards_say_what_their_figures_mean() -> None:
    text = words(render(SOURCES["course-card"], **everything("Hàn")))
    assert "còn 1 chỗ" in text.lower()
    assert "Miễn phí" in text
    full = CourseCard(url="#", title="Hàn", centre="A", seats_left=0)
    assert "còn 0" not in words(render('<c-course-card :card="card" />', card=full))


def test_a_found_word_is_marked_in_a_card() -> None:
    title = f"Thợ {formats.FOUND_START}hàn{formats.FOUND_END}"
    html = render(
        '<c-vacancy-card :card="card" />', card=VacancyCard(url="#", title=title, employer="A")
    )
    assert "Thợ <mark>hàn</mark>" in html


@pytest.mark.parametrize(
    ("score", "band"), [(0, "low"), (59, "low"), (60, "middle"), (80, "high"), (100, "high")]
)
def test_a_fit_is_read_aloud_as_one_sentence(score: int, band: str) -> None:
    html = sound(render('<c-fit-badge :score="score" />', score=score))
    assert f"fit-{band}" in html
    aloud = re.search(r'visually-hidden">(.*?)</span>', html)
    assert aloud
    assert str(score) in aloud[1]
    assert formats.fit_word(score) in aloud[1]
    assert html.count('aria-hidden="true"') == 3


def test_reasons_say_their_kind_in_words() -> None:
    text = words(render(SOURCES["reason-list"], **everything("Hàn")))
    assert text.count("Hàn") == 3
    assert len(set(text.split("Hàn"))) > 2


def test_a_pager_keeps_the_other_parameters_and_vanishes_for_one_page() -> None:
    html = sound(render(SOURCES["pager"], **everything("x")))
    assert re.search(r'rel="prev"\s+href="\?q=[^"&]*(&amp;|&)page=1"', html)
    assert re.search(r'rel="next"\s+href="\?q=[^"&]*(&amp;|&)page=3"', html)
    one = render(SOURCES["pager"], page=Paginator(range(3), 10).page(1))
    assert words(one) == ""


def test_a_chart_has_its_numbers_as_a_table() -> None:
    html = sound(render(SOURCES["chart"], **everything("T1")))
    assert re.search(r'<th scope="row">T1</th>\s*<td class="number">3</td>', html)
    assert '<svg viewBox="0 0 480 220" aria-hidden="true"' in html


def test_numbers_in_svg_do_not_follow_the_language() -> None:
    parts = [ScorePart(label="x", points=1, weight=3)]
    assert 'width="33"' in render('<c-components :components="parts" />', parts=parts)
    tile = Tile(label="x", value=38_300, plan=58_500)
    assert 'width="65"' in render('<ul><c-tile :tile="tile" /></ul>', tile=tile)


def test_a_qr_code_stands_beside_its_text() -> None:
    html = sound(render(SOURCES["qr-ticket"], **everything("HP-4F7K-29")))
    assert "<svg" in html
    assert "HP-4F7K-29" in words(html)
    with pytest.raises(ValueError, match=r"icons\.json"):
        render('{% load ui %}{% icon "not-in-the-sprite" %}')


class Form(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trong giấy tờ.")
    pay = MoneyField(label="Lương", required=False)
    shift = forms.MultipleChoiceField(
        label="Ca", choices=[("a", "Ngày")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Tôi đồng ý")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def form_html(
    data: dict | None = None, source: str = '<c-form :form="form" submit="Lưu" />'
) -> str:
    return sound(render(source, form=Form(data)))


def test_a_form_labels_each_field_and_marks_the_optional_ones() -> None:
    html = form_html()
    assert 'for="id_name"' in html
    assert html.count('class="optional"') == 1
    assert '<fieldset class="field"' in html
    assert "error-summary" not in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_errors_are_listed_on_top_and_stand_at_their_fields() -> None:
    html = form_html({"pay": "tám triệu", "shift": "zzz"})
    summary = html[html.index("error-summary") : html.index("</ul>")]
    for target in ("id_name", "id_pay", "id_shift_group", "id_agreed"):
        assert f'href="#{target}"' in summary
        assert f'id="{target}"' in html
    assert 'value="tám triệu"' in html
    assert html.count('class="field-error"') == 4
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="[^"]*id_pay_error"', html)


def test_errors_of_the_whole_form_are_listed_too() -> None:
    form = Form({"name": "A", "shift": ["a"], "agreed": "on"})
    assert form.is_valid()
    form.add_error(None, "Đã có người quyết định trước bạn.")
    assert "Đã có người quyết định" in render('<c-error-summary :form="form" />', form=form)


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_a_toast_of_each_level(kind: str) -> None:
    html = sound(render("<c-messages />", messages=[SimpleNamespace(level_tag=kind, __str__=str)]))
    assert 'role="status"' in html
    assert "data-dismiss" in html


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_styleguide_shows_them_all(client: Client, prefix: str) -> None:
    client.force_login(EscUserFactory())
    answer = client.get(f"{prefix}/styleguide/")
    assert Page(answer.content.decode()).problems == []
