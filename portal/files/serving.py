"""Handing out a private file."""

from pathlib import PurePath
from typing import cast

from django.core.files.base import File
from django.http import FileResponse

from portal.files.content import CONTENT_TYPES, Kind


def serve(file: File, name: str) -> FileResponse:
    """The file as a download under `name`; the view must have checked who asks. A browser only
    keeps it: it shows nothing of it, guesses no other kind, and no cache holds it."""
    kind = cast(Kind, PurePath(name).suffix.lstrip("."))
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
