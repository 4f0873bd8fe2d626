"""Runs the tests on servers of their own."""

import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from . import checks, install, parts, project, supervise, system_packages
from .environment import Environment
from .layout import PYTHON, ROOT, RUN, alone


def test(environment: Environment, pytest_arguments: list[str]) -> int:
    """Everything; or, given arguments for pytest, only pytest with these. Returns the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    install.everything(environment)
    project.build_assets()
    project.compile_translations()
    with running_servers(environment):
        project.collect_static(environment)
        passed = bool(pytest_arguments) or checks.lint(environment)
        variables = environment.django()
        if browser := system_packages.browser():
            variables["PORTAL_BROWSER"] = browser
        command = [str(PYTHON), "-m", "pytest", *pytest_arguments]
        code = run_interruptible(command, variables)
    return code or (0 if passed else 1)


def run_interruptible(command: list[str], variables: dict[str, str]) -> int:
    """Runs it to its end, also when we are told to stop: it is told too, and may tidy up."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **variables}, stdin=subprocess.DEVNULL
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        finally:
            process.kill()
        raise


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
