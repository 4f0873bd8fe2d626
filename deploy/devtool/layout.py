"""Where things lie. Everything that is made goes into the git-ignored folder `.run`."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from .output import say

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / ".run"
VENV = RUN / "venv"
TOOLS = RUN / "tools"
PYTHON = VENV / "bin" / "python"


def content_hash(paths: Iterable[Path]) -> str:
    """A short name for what files and folders hold, to see whether to build something anew."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "node_modules" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def is_stamped(name: str, content: str) -> bool:
    """Whether `name` was last made from this content."""
    stamp = RUN / f"{name}.stamp"
    return stamp.exists() and stamp.read_text() == content


def stamp(name: str, content: str) -> None:
    write_private(RUN / f"{name}.stamp", content)


def write_private(path: Path, text: str) -> None:
    """Writes a file that only its owner reads, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.touch(mode=0o600)
    fresh.write_text(text)
    fresh.replace(path)


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Lets one `./dev` at a time do this; others wait."""
    RUN.mkdir(exist_ok=True)
    with open(RUN / f"{name}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./dev is at work here; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
