"""What the person at the terminal reads."""

import sys
import time


class SetupError(Exception):
    """Something that the person can put right; its text says how. Shown without a traceback."""


def say(text: str) -> None:
    print(text, flush=True)


class Step:
    """Prints what is being done, and how long it took when that was worth noticing.

    >>> with Step("Building the pages' assets"):
    ...     build()
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __enter__(self) -> None:
        self.began = time.monotonic()
        print(f"· {self.text} …", end="", flush=True)

    def __exit__(self, kind, error, trace) -> None:
        seconds = time.monotonic() - self.began
        ending = "failed" if kind else "done" if seconds < 1 else f"done in {seconds:.0f} s"
        print(f" {ending}", flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
