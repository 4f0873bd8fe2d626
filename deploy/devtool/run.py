"""Runs other programs to their end."""

import os
import subprocess
from pathlib import Path

from .output import SetupError

LONGEST_OUTPUT = 4000


def run(
    command: list[str],
    *,
    variables: dict[str, str] | None = None,
    folder: Path | None = None,
    **options: object,
) -> str:
    """Returns what the program printed.

    `variables` come on top of our own environment. Raises SetupError, with the end of all that it
    printed, when the program fails or is not there.
    """
    name = " ".join(Path(word).name for word in command[:3])
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **(variables or {})},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **options,
        )
    except FileNotFoundError as error:
        raise SetupError(f"{command[0]} is not installed: ./dev up does that.") from error
    if done.returncode:
        printed = (done.stdout + done.stderr).strip()[-LONGEST_OUTPUT:]
        raise SetupError(f"{name} failed:\n{printed}")
    return done.stdout
