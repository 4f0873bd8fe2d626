"""Templates: each is used, none is only half filled in, components explain themselves."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template import engines

from frontend.templatetags.ui import icon_names

TEMPLATES = Path(settings.BASE_DIR) / "frontend" / "templates"
ALL = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*") if path.is_file())
COMPONENTS = [path for path in ALL if path.parent.name == "cotton"]
SOURCES = [
    path
    for folder in ("frontend", "portal", "jobs", "training", "matching")
    for path in (Path(settings.BASE_DIR) / folder).rglob("*.py")
]


def text_of(name: Path) -> str:
    return (TEMPLATES / name).read_text()


def named_in(text: str) -> set[str]:
    """Paths in quotes, as patterns: what an f-string puts in may be anything without a slash."""
    paths = re.findall(r"""["']([\w/{}.-]+\.(?:html|txt|css))["']""", text)
    return {re.sub(r"\\{.*?\\}", "[^/]+", re.escape(path)) for path in paths}


NAMED = {path: named_in(path.read_text()) for path in (*SOURCES, *(TEMPLATES / n for n in ALL))}


def is_named(name: Path) -> bool:
    """A view or another template asks for it by its path."""
    return any(
        re.fullmatch(pattern, str(name))
        for source, patterns in NAMED.items()
        if source != TEMPLATES / name
        for pattern in patterns
    )


def is_component_in_use(name: Path) -> bool:
    tag = re.compile(rf"<c-{name.stem.replace('_', '-')}[\s/>]")
    return any(tag.search(text_of(other)) for other in ALL if other != name)


def replaces_one_of_allauth(name: Path) -> bool:
    return (Path(allauth.__file__).parent / "templates" / name).is_file()


@pytest.mark.parametrize("name", ALL, ids=str)
def test_each_is_used(name: Path) -> None:
    assert (
        is_named(name)
        or replaces_one_of_allauth(name)
        or (name in COMPONENTS and is_component_in_use(name))
    )


@pytest.mark.parametrize("name", COMPONENTS, ids=lambda name: name.stem)
def test_each_component_is_in_the_styleguide(name: Path) -> None:
    """In it or in the frame of every page, or within a component that is."""
    shown = text_of(Path("styleguide.html")) + text_of(Path("base.html"))
    for _ in range(4):
        used = {part for part in COMPONENTS if uses(shown, part)}
        shown += "".join(text_of(part) for part in used)
    assert uses(shown, name)


def uses(text: str, name: Path) -> bool:
    tag = rf"<c-{name.stem.replace('_', '-')}[\s/>]"
    return bool(re.search(tag, text)) or f'"cotton/{name.name}"' in text


@pytest.mark.parametrize("name", COMPONENTS, ids=lambda name: name.stem)
def test_each_component_says_how_it_is_used(name: Path) -> None:
    comment = re.search(r"{% comment %}(.*?){% endcomment %}", text_of(name), re.S)
    assert comment
    assert len(comment[1].split()) >= 4


@pytest.mark.parametrize("name", [n for n in ALL if n.suffix == ".html"], ids=str)
def test_nothing_that_the_browser_is_forbidden_or_cotton_would_evaluate(name: Path) -> None:
    text = text_of(name)
    assert not re.search(r"\sstyle=|\son\w+=\"|hx-on|<style", text)
    assert not re.search(r":[\w-]+=\"{{", text), "cotton evaluates what people typed"
    for script in re.findall(r"<script([^>]*)>", text):
        assert "src=" in script or "application/ld+json" in script
    assert "|safe" not in text.replace("field.help_text|safe", "")


@pytest.mark.parametrize("name", [n for n in ALL if n.suffix == ".html"], ids=str)
def test_what_is_counted_is_shown_grouped(name: Path) -> None:
    """`10.000`: the figure of a plural goes through `|number`, like every other."""
    for counter, tail in re.findall(
        r"{% blocktranslate count (\w+)=.*?%}(.*?){% endblocktranslate %}", text_of(name), re.S
    ):
        assert f"{{{{ {counter} }}}}" not in tail


@pytest.mark.parametrize("name", [n for n in ALL if n.suffix == ".html"], ids=str)
def test_each_icon_is_in_the_sprite(name: Path) -> None:
    asked = re.findall(r"{% icon \"([\w-]+)\"", text_of(name))
    asked += re.findall(r"\sicon=\"([a-z][\w-]*)\"", text_of(name))
    assert set(asked) <= icon_names()


def test_an_undefined_variable_fails_the_test() -> None:
    template = engines["django"].from_string("{{ nobody.gave.this }}")
    with pytest.raises(AssertionError, match=r"nobody\.gave\.this"):
        template.render({})
