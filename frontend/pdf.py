"""HTML of ours as a PDF, in the fonts of the portal. Nothing is fetched but these fonts."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

FONTS = ("latin-400", "latin-600", "vietnamese-400", "vietnamese-600")


class _OwnFontsOnly(URLFetcher):
    """A name that looks like an address is no address."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url not in set(_fonts().values()):
            raise ValueError("not ours")
        return super().fetch(url, headers)


def _fonts() -> dict[str, str]:
    found = {}
    for name in FONTS:
        path = finders.find(f"build/fonts/{name}.woff2")
        if path:
            found[name.replace("-", "_")] = Path(str(path)).as_uri()
    return found


def made_of(template: str, styles: str, context: dict[str, Any]) -> bytes:
    """The PDF of a template with a style sheet, which gets `fonts`."""
    html = render_to_string(template, context)
    sheet = render_to_string(styles, {"fonts": _fonts()})
    fonts, fetcher = FontConfiguration(), _OwnFontsOnly()
    style = CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)
    page = HTML(string=html, url_fetcher=fetcher)
    return page.write_pdf(stylesheets=[style], font_config=fonts)
