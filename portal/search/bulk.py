"""Sends documents to the engine in bulk, and says of each what became of it."""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from portal.search.engine import BUSY, EngineAwayError, answering, writer

# Of one request. Bigger ones were no faster, and hold the engine's memory for longer.
CHUNK_DOCUMENTS = 500
CHUNK_BYTES = 5 * 1024**2
# Requests under way at once, while the next documents are built: the engine never waits for us.
IN_FLIGHT = 2


@dataclass(frozen=True)
class Write:
    """A document as JSON to write, or to delete when it is None, under its external version."""

    object_id: str
    version: int
    document: bytes | None


@dataclass(frozen=True)
class Outcome:
    """Done (also when something newer was there already), or why not; `again` if it may pass."""

    write: Write
    reason: str = ""
    again: bool = False

    @property
    def done(self) -> bool:
        return not self.reason


def send(writes: Iterable[Write], target: str, second: str = "") -> Iterator[Outcome]:
    """Sends to the alias `target`, and to the alias `second` where there is one.

    Outcomes tell of `target` alone: what fails at `second`, an index being built, is found by
    the check before it is used. Once the engine is away, the rest is not tried.
    """
    away = ""
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        under_way: list[tuple[list[Write], Future[list[Outcome]]]] = []
        for chunk in _chunks(writes):
            if away:
                yield from (Outcome(w, away, again=True) for w in chunk)
                continue
            lines = _lines(chunk, target, second)
            under_way.append((chunk, pool.submit(_request, chunk, lines, target)))
            if len(under_way) == IN_FLIGHT:
                away = yield from _finish(*under_way.pop(0))
        for sent in under_way:
            yield from _finish(*sent)


def _finish(chunk: list[Write], future: "Future[list[Outcome]]") -> Generator[Outcome, None, str]:
    """Gives the outcomes; returns why the engine is away, if it is."""
    try:
        yield from future.result()
    except EngineAwayError as error:
        yield from (Outcome(w, str(error), again=True) for w in chunk)
        return str(error)
    return ""


def _request(chunk: Sequence[Write], lines: Sequence[Any], target: str) -> list[Outcome]:
    with answering():
        answer = writer().bulk(operations=lines, require_alias=True)
    # Items come in the order of the operations; those for `target` first, then any for `second`.
    return [
        _outcome(write, next(iter(item.values())))
        for write, item in zip(chunk, answer["items"], strict=False)
    ]


def _outcome(write: Write, item: dict[str, Any]) -> Outcome:
    error = item.get("error")
    if not error or item["status"] == 409:
        return Outcome(write)
    # A missing alias means that the indexes are yet to be made, not that the document is bad.
    again = item["status"] in BUSY or error["type"] == "index_not_found_exception"
    cause = error.get("caused_by", {}).get("reason", "")
    return Outcome(write, f"{error['type']}: {error['reason']} {cause}".strip(), again)


def _chunks(writes: Iterable[Write]) -> Iterator[list[Write]]:
    chunk: list[Write] = []
    size = 0
    for write in writes:
        chunk.append(write)
        size += len(write.document or b"")
        if len(chunk) == CHUNK_DOCUMENTS or size > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _lines(chunk: Sequence[Write], *targets: str) -> list[bytes]:
    lines = []
    for target in filter(None, targets):
        for write in chunk:
            # `external`, not `external_gte`: the same version again is a repetition after a
            # crash, and a document is never older than the version it was read for.
            action = {
                "_index": target,
                "_id": write.object_id,
                "version": write.version,
                "version_type": "external",
            }
            if write.document is None:
                lines.append(json.dumps({"delete": action}).encode())
            else:
                lines += (json.dumps({"index": action}).encode(), write.document)
    if all(write.document is None for write in chunk):
        lines += [line for target in filter(None, targets) for line in _guard(target)]
    return lines


def _guard(target: str) -> list[bytes]:
    """An update of nothing, which makes the engine insist on the alias for deletes as well.

    Alone, a delete with an external version would make it invent an index of that name.
    """
    action = {"_index": target, "_id": "-", "require_alias": True}
    return [json.dumps({"update": action}).encode(), b'{"doc":{}}']
