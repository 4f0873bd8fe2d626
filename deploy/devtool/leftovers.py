"""Finds and ends our own processes that outlived a killed supervisor, and nobody else's."""

import contextlib
import os
import signal
import time
from pathlib import Path

from . import parts
from .environment import Environment

STAT_STATE, STAT_GROUP, STAT_TERMINAL = (
    0,
    2,
    4,
)  # positions after the command's name in /proc/PID/stat


def find(environment: Environment) -> dict[int, str]:
    """Stop signal by process id.

    Ours is a process that works in a part's own folder, leads its group as supervisord's children
    do (or is left of a dead leader's group), and has no terminal (so it is not a shell in which
    somebody looks at the folder).
    """
    folders = {str(part.folder): part.stop_signal for part in parts.all_parts(environment)}
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            folder = os.readlink(entry / "cwd")
            stat = _stat(entry.name)
        except OSError:
            continue
        group = stat[STAT_GROUP]
        leads = group == entry.name or not Path("/proc", group).exists()
        if folder in folders and leads and stat[STAT_TERMINAL] == "0":
            found[int(entry.name)] = folders[folder]
    return found


def lives(pid: int) -> bool:
    """Whether the process still does something: one that ended may wait long to be collected."""
    try:
        return _stat(pid)[STAT_STATE] != "Z"
    except OSError:
        return False


def end(environment: Environment, seconds: float = 60) -> bool:
    """Ends them, first kindly; True when there were any."""
    found = find(environment)
    for pid, name in found.items():
        _send(pid, signal.Signals[f"SIG{name}"])
    deadline = time.monotonic() + seconds
    while (left := find(environment)) and time.monotonic() < deadline:
        time.sleep(0.2)
    for pid in left:
        _send(pid, signal.SIGKILL)
    return bool(found)


def _stat(pid: int | str) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _send(pid: int, number: signal.Signals) -> None:
    """To the whole group when it must die, for the children's sake."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
        if number == signal.SIGKILL:
            os.killpg(os.getpgid(pid), number)
