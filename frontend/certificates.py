"""A certificate as a PDF to print."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from training.enrolment.models import Certificate

FONTS = ("latin-400", "latin-600", "vietnamese-400", "vietnamese-600")


class _OwnFontsOnly(URLFetcher):
    """Nothing is fetched but our own fonts: a name is no address."""

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


def as_pdf(certificate: Certificate) -> bytes:
    """One page, in Vietnamese, with a code that leads to the page that vouches for it."""
    with translation.override("vi"):
        url = settings.BASE_URL + reverse("certificate", args=[certificate.number])
        html = render_to_string(
            "print/certificate.html",
            {
                "certificate": certificate,
                "enrolment": certificate.enrolment,
                "course": certificate.enrolment.course,
                "url": url,
            },
        )
    styles = render_to_string("print/certificate.css", {"fonts": _fonts()})
    fonts, fetcher = FontConfiguration(), _OwnFontsOnly()
    style = CSS(string=styles, font_config=fonts, url_fetcher=fetcher)
    page = HTML(string=html, url_fetcher=fetcher)
    return page.write_pdf(stylesheets=[style], font_config=fonts)
