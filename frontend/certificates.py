"""A certificate as a PDF to print."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from frontend import pdf
from training.enrolment.models import Certificate


def as_pdf(certificate: Certificate) -> bytes:
    """One page, in Vietnamese, with a code that leads to the page that vouches for it."""
    with translation.override("vi"):
        url = settings.BASE_URL + reverse("certificate", args=[certificate.number])
        context = {
            "certificate": certificate,
            "enrolment": certificate.enrolment,
            "course": certificate.enrolment.course,
            "url": url,
        }
        return pdf.made_of("print/certificate.html", "print/certificate.css", context)
