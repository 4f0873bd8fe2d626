"""Builds documents so that one that cannot be built does not keep back the others."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError, transaction

from portal.search.registry import DocumentType


@dataclass
class Built:
    """Documents as JSON (None: there is to be none), and why others could not be built."""

    documents: dict[str, bytes | None] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def build(document_type: DocumentType, ids: Sequence[str]) -> Built:
    """Builds all at once; when that fails, halves until the bad ones stand alone.

    What a builder does not mention counts as gone. Raises only when the database is away.
    """
    try:
        with transaction.atomic():  # a failed statement must not spoil the caller's transaction
            documents = {i: _encode(doc) for i, doc in document_type.build(ids)}
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # whatever a builder can trip over in one object's data
        if len(ids) == 1:
            return Built(failures={ids[0]: f"{type(error).__name__}: {error}"})
        middle = len(ids) // 2
        left, right = build(document_type, ids[:middle]), build(document_type, ids[middle:])
        return Built(left.documents | right.documents, left.failures | right.failures)
    return Built({i: documents.get(i) for i in ids})


def _encode(document: object) -> bytes | None:
    if document is None:
        return None
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
