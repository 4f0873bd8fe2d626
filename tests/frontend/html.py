"""Reading a page as a strict browser would: what every page must hold to."""

import re
from html.parser import HTMLParser

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
LEFT_OVERS = re.compile(r"{{|{%|}}|%}|<c-|</c-|undefined")
PYTHON = re.compile(r"\b(?:None|True|False)\b")
# What is read out, or shown, of an element beside its text.
SAID = ("aria-label", "title", "placeholder", "alt", "data-label")
DESCRIPTIONS = {"description", "og:title", "og:description"}


class Page(HTMLParser):
    """Collects what is wrong with a page in `problems`, and in `said` all that it tells in its own
    language: texts, and what the attributes say to readers and to search engines."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.texts: list[str] = []
        self.said: list[str] = []
        self.counts: dict[str, int] = {}
        self.ids: set[str] = set()
        self.references: set[str] = set()
        self.title = ""
        self.language = ""
        self._open: list[str] = []
        self._languages: list[str] = []
        self.feed(html)
        self.close()
        self._judge(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if len(given) < len(attrs):
            self.problems.append(f"<{tag}> has an attribute twice: {attrs}")
        if identity := given.get("id"):
            if identity in self.ids:
                self.problems.append(f"two things have the id {identity}")
            self.ids.add(identity)
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.references.update((given.get(name) or "").split())
        for name in given:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.problems.append(f"<{tag} {name}>: the CSP forbids it")
        self._judge_tag(tag, given)
        language = given.get("lang") or (self._languages[-1] if self._languages else "")
        if tag == "html":
            self.language = language
        if language == self.language:
            self.said += [text for name in SAID if (text := given.get(name))]
            if {given.get("name"), given.get("property")} & DESCRIPTIONS:
                self.said.append((given.get("content") or "").strip())
        if tag not in VOID:
            self._open.append(tag)
            self._languages.append(language)

    def _judge_tag(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "img" and "alt" not in given:
            self.problems.append("an image without alt")
        if tag == "script" and not given.get("src") and given.get("type") != "application/ld+json":
            self.problems.append("a script that the CSP forbids")
        if tag == "a" and given.get("href", "") == "":
            self.problems.append("a link that leads nowhere")
        if tag == "form" and (given.get("method") or "get").lower() not in ("get", "post"):
            self.problems.append("a form with an odd method")
        if tag == "button" and "type" not in given:
            self.problems.append("a button without type")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"</{tag}> closes <{(self._open or ['nothing'])[-1]}>")
            if tag in self._open:
                while self._close() != tag:
                    pass
        else:
            self._close()

    def _close(self) -> str:
        self._languages.pop()
        return self._open.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data.strip()
        if "script" not in self._open:
            self.texts.append(data)
            # What stands in a large field was typed.
            if data.strip() and "textarea" not in self._open and self._spoken():
                self.said.append(data.strip())

    def _spoken(self) -> bool:
        return bool(self._languages) and self._languages[-1] == self.language

    def _judge(self, html: str) -> None:
        if self._open:
            self.problems.append(f"left open: {self._open}")
        if self.counts.get("h1") != 1:
            self.problems.append(f"{self.counts.get('h1', 0)} headings of the first level")
        if self.counts.get("main") != 1:
            self.problems.append("not one main part")
        if not self.title or self.title.startswith("·"):
            self.problems.append(f"no title: {self.title!r}")
        for text in self.texts:
            found = LEFT_OVERS.search(text)
            # In English they are words as well.
            if found or (self.language == "vi" and (found := PYTHON.search(text))):
                self.problems.append(f"left over: {found[0]!r} in {text.strip()[:80]!r}")
        missing = self.references - self.ids
        if missing:
            self.problems.append(f"points to nothing: {sorted(missing)}")
        if "csrfmiddlewaretoken" not in html and 'method="post"' in html:
            self.problems.append("a form without its CSRF field")


def problems_of(html: str) -> list[str]:
    return Page(html).problems
