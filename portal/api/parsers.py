"""How the API reads bodies."""

import io
import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class JsonParser(JSONParser):
    """JSON whose faults are told in the reader's language.

    Nested too deeply is a fault, and so are halves of surrogate pairs: no database or answer can
    hold them.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raw = stream.read()
        try:
            data = super().parse(io.BytesIO(raw), media_type, parser_context)
            if b"\\ud" in raw.lower():
                json.dumps(data, ensure_ascii=False).encode()
        except (ParseError, RecursionError, UnicodeEncodeError) as error:
            raise ParseError(_("The body is not valid JSON.")) from error
        return data
