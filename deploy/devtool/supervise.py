"""Starts and stops the parts through supervisord, which restarts each of them when it ends."""

import os
import shlex
import subprocess
import time
import xmlrpc.client
from pathlib import Path

from . import leftovers, parts, postgres, probes
from .environment import Environment
from .layout import ROOT, VENV, write_private
from .output import SetupError, Step, say
from .parts import Part
from .supervisor_link import link, socket_path, states

STARTED = ("STARTING", "RUNNING")
GONE = ("STOPPED", "EXITED", "FATAL", "BACKOFF")
STARTS_BEFORE_GIVING_UP = 4


def start(environment: Environment, wanted: list[Part]) -> None:
    """Starts the parts together and waits until they work; changes nothing about those that do.

    Raises SetupError when a port is taken, a part does not come up, or what runs is another set of
    parts than the addresses of given servers ask for.
    """
    if not wanted:
        return
    if states(environment) is None:
        leftovers.end(environment)
        parts.prepare(environment)
        _check_ports(parts_with_ports=wanted)
        write_private(_config(environment), _config_text(environment))
        _launch(environment)
    else:
        _take_up_changes(environment)
    for part in wanted:
        _ask_to_start(environment, part)
    for part in wanted:
        with Step(f"Starting {part.name}"):
            _wait_until_it_works(environment, part)
        if part.name == "postgres":
            postgres.make_database(environment)


def check_fit(environment: Environment) -> None:
    """Raises SetupError when parts run that `environment` does not have."""
    named = {part.name for part in parts.all_parts(environment)}
    if unwanted := sorted((states(environment) or {}).keys() - named):
        raise SetupError(
            f"Running here, but not asked for now: {', '.join(unwanted)} (the addresses of given "
            "servers and the number of search nodes decide that). First: ./dev down"
        )


def stop(environment: Environment, names: list[str] | None = None) -> bool:
    """Stops the named parts, or all and the supervisor; False when nothing ran."""
    if names is None:
        _stay_file(environment).unlink(missing_ok=True)
    now = states(environment)
    if now is None:
        return names is None and leftovers.end(environment)
    supervisor = link(environment).supervisor
    order = [
        name
        for name in reversed(list(_by_start_order(environment, now)))
        if names is None or name in names
    ]
    for name in order:
        with _Tolerating("NOT_RUNNING"):
            supervisor.stopProcess(name, False)
        _wait_until_gone(environment, name)
    if names is None:
        pid = supervisor.getPID()
        supervisor.shutdown()
        _wait(lambda: not leftovers.lives(pid), 30)
        leftovers.end(environment)
    return True


def keep(environment: Environment) -> None:
    """Notes that what runs is meant to run until somebody stops it."""
    _stay_file(environment).touch()


def is_meant_to_stay(environment: Environment) -> bool:
    return _stay_file(environment).exists()


def log_file(environment: Environment, name: str) -> Path:
    return environment.folder / "logs" / f"{name}.log"


def log_tail(environment: Environment, name: str, lines: int = 15) -> str:
    path = log_file(environment, name)
    text = path.read_text(errors="replace") if path.exists() else ""
    return "\n".join(text.splitlines()[-lines:])


def _ask_to_start(environment: Environment, part: Part) -> None:
    supervisor = link(environment).supervisor
    if supervisor.getProcessInfo(part.name)["statename"] not in STARTED:
        _check_ports([part])
        with _Tolerating("ALREADY_STARTED"):
            supervisor.startProcess(part.name, False)


def _wait_until_it_works(environment: Environment, part: Part) -> None:
    starts = set()
    deadline = time.monotonic() + part.patience
    while True:
        process = link(environment).supervisor.getProcessInfo(part.name)
        state = process["statename"]
        if part.works() if part.works and state in STARTED else state == "RUNNING":
            return
        starts.add(process["start"])
        failed = state == "FATAL" or len(starts) > STARTS_BEFORE_GIVING_UP
        if failed or time.monotonic() > deadline:
            raise SetupError(
                f"{part.name} does not come up. Its log ends with:\n"
                f"{log_tail(environment, part.name)}\n({log_file(environment, part.name)})"
            )
        time.sleep(0.2)


def _check_ports(parts_with_ports: list[Part]) -> None:
    for part in parts_with_ports:
        for variable, port in part.ports.items():
            if probes.is_taken(port):
                raise SetupError(
                    f"Port {port}, meant for {part.name}, is taken by another program. "
                    f"Choose another one: {variable}=PORT ./dev …"
                )


def _launch(environment: Environment) -> None:
    socket_path(environment).unlink(missing_ok=True)
    command = [str(VENV / "bin" / "supervisord"), "-c", str(_config(environment))]
    launched = subprocess.run(
        command, capture_output=True, text=True, cwd=environment.folder, check=False
    )
    if launched.returncode:
        raise SetupError(
            f"supervisord does not start:\n{(launched.stdout + launched.stderr).strip()}"
        )
    if not _wait(lambda: states(environment) is not None, 20):
        raise SetupError(f"supervisord does not answer; see {log_file(environment, 'supervisord')}")


def _take_up_changes(environment: Environment) -> None:
    """Lets a running supervisord know parts whose definition is new; the others run on."""
    text = _config_text(environment)
    if _config(environment).read_text() == text:
        return
    check_fit(environment)
    parts.make_folders(environment)
    write_private(_config(environment), text)
    supervisor = link(environment).supervisor
    [[added, changed, _]] = supervisor.reloadConfig()
    for name in changed:
        say(f"· {name} is defined anew")
        with _Tolerating("NOT_RUNNING"):
            supervisor.stopProcess(name, False)
        _wait_until_gone(environment, name)
        supervisor.removeProcessGroup(name)
    for name in added + changed:
        supervisor.addProcessGroup(name)


def _wait_until_gone(environment: Environment, name: str) -> None:
    _wait(lambda: link(environment).supervisor.getProcessInfo(name)["statename"] in GONE, 120)


def _wait(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return met


def _by_start_order(environment: Environment, now: dict[str, dict]) -> list[str]:
    known = [part.name for part in parts.all_parts(environment)]
    return sorted(now, key=lambda name: known.index(name) if name in known else -1)


class _Tolerating:
    """Lets one named answer of supervisord pass: what was asked for is so already."""

    def __init__(self, fault: str) -> None:
        self.fault = fault

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> bool:
        return isinstance(error, xmlrpc.client.Fault) and error.faultString.startswith(self.fault)


def _stay_file(environment: Environment) -> Path:
    return environment.folder / "stay"


def _config(environment: Environment) -> Path:
    return environment.folder / "supervisord.conf"


def _config_text(environment: Environment) -> str:
    folder = environment.folder
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    root = "user=root\n" if os.geteuid() == 0 else ""
    sections = [
        f"""[unix_http_server]
file={_escaped(socket_path(environment))}
chmod=0700

[supervisord]
logfile={_escaped(log_file(environment, "supervisord"))}
logfile_maxbytes=5MB
logfile_backups=2
pidfile={_escaped(folder / "supervisord.pid")}
childlogdir={_escaped(folder / "logs")}
directory={_escaped(folder)}
{root}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
    ]
    sections += [_program_text(environment, part) for part in parts.all_parts(environment)]
    return "\n".join(sections)


def _program_text(environment: Environment, part: Part) -> str:
    settings = {
        "command": _escaped(shlex.join(part.command)),
        "directory": _escaped(part.folder),
        # Servers start first, the rest when they work; supervisord cannot do that.
        "autostart": "false",
        "autorestart": "true",
        "startsecs": "2",
        "startretries": "100",
        "stopsignal": part.stop_signal,
        "stopwaitsecs": str(part.stop_seconds),
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": _escaped(log_file(environment, part.name)),
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": "3",
    }
    if part.user:
        settings["user"] = part.user
    if part.is_django:
        variables = {**environment.django(), **part.variables, "PYTHONPATH": str(ROOT)}
        settings["environment"] = ",".join(
            f'{name}="{_escaped(value)}"' for name, value in variables.items()
        )
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    return f"[program:{part.name}]\n{lines}"


def _escaped(value: object) -> str:
    return str(value).replace("%", "%%")
