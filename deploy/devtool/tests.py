"""Runs the tests on servers of their own."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from . import checks, install, parts, project, supervise
from .environment import Environment
from .layout import PYTHON, ROOT, RUN, alone

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def test(environment: Environment, pytest_arguments: list[str]) -> int:
    """Everything; or, given arguments for pytest, only pytest with these. Returns the exit code."""
    install.everything(environment)
    project.build_assets()
    project.compile_translations()
    with running_servers(environment):
        project.collect_static(environment)
        passed = bool(pytest_arguments) or checks.lint(environment)
        command = [str(PYTHON), "-m", "pytest", *pytest_arguments]
        code = run_interruptible(command, environment.django())
    return code or (0 if passed else 1)


def run_interruptible(command: list[str], variables: dict[str, str]) -> int:
    """Runs it to its end; when we are told to stop, it is told too and may tidy up."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **variables}, stdin=subprocess.DEVNULL
    )

    def tell(number: int, _frame: object) -> None:
        # Ctrl-C at a terminal reaches both of us.
        if number != signal.SIGINT or not (sys.stdin and sys.stdin.isatty()):
            process.send_signal(signal.SIGINT)

    before = {number: signal.signal(number, tell) for number in STOP_SIGNALS}
    try:
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def running_servers(environment: Environment) -> Iterator[None]:
    """Has PostgreSQL, Redis and Elasticsearch running meanwhile.

    Stops them afterwards, unless another command uses them still or they were started to stay.
    """
    with open(RUN / f"{environment.name}.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with alone(environment.name):
                supervise.start(environment, parts.servers(environment))
            yield
        finally:
            with alone(environment.name):
                if not supervise.is_meant_to_stay(environment) and _is_last(users):
                    supervise.stop(environment)


def _is_last(users) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
