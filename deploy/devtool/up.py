"""Brings everything up, and tells what stands."""

import json
import signal
import time

from . import install, parts, project, supervise
from .environment import Environment
from .layout import alone, write_private
from .output import Step, say
from .probes import web_answers
from .supervisor_link import states

SIZES = ("employers", "vacancies", "centres", "courses", "seekers", "seed")


def up(environment: Environment, *, sample: bool, sizes: dict[str, int], detach: bool) -> None:
    """Starts what does not run yet; then returns (`detach`), or stays until Ctrl-C and stops all.

    `sizes` are those of the sample city; they matter only where no sample is loaded yet.
    """
    with alone(environment.name):
        if is_up(environment):
            say("Bến Việc is running already. To take up new code: ./dev down, then ./dev up")
        else:
            _bring_up(environment, sample, sizes)
    facts = report(environment)
    if detach:
        say(json.dumps(facts, ensure_ascii=False))
    else:
        _stay(environment)


def is_up(environment: Environment) -> bool:
    """Whether an `up` was finished and all its parts still run."""
    now = states(environment)
    return (
        now is not None
        and _ready_file(environment).exists()
        and all(
            part.name in now and now[part.name]["statename"] == "RUNNING"
            for part in parts.all_parts(environment)
        )
        and web_answers(environment)
    )


def down(environment: Environment) -> bool:
    """Stops everything; False when nothing ran."""
    _ready_file(environment).unlink(missing_ok=True)
    with Step("Stopping"):
        return supervise.stop(environment)


def report(environment: Environment) -> dict:
    """Prints address, accounts and a sample recommendation; returns the same for programs."""
    facts = {"url": environment.base_url, "accounts": [], "sample_recommendation": []}
    if json.loads(_ready_file(environment).read_text())["sample"]:
        commands = ["sample_recommendation", "sample_recommendation --json"]
        text, _, data = project.manage(environment, *commands).strip().rpartition("\n")
        say(f"\n{text.strip()}")
        facts |= json.loads(data)
    say(f"\nBến Việc: {environment.base_url}\n")
    return facts


def _bring_up(environment: Environment, sample: bool, sizes: dict[str, int]) -> None:
    supervise.check_fit(environment)
    install.everything(environment)
    _ready_file(environment).unlink(missing_ok=True)
    project.build_assets()
    project.compile_translations()
    project.collect_static(environment)
    supervise.start(environment, parts.servers(environment))
    project.prepare_data(environment)
    supervise.start(environment, parts.django_parts(environment))
    commands = ["wait_searchable"]
    if sample:
        options = [f"--{name}={number}" for name, number in sizes.items()]
        commands.insert(0, " ".join(["load_sample", *options]))
    with Step(f"{'Loading the sample city, ' if sample else ''}waiting until all is searchable"):
        project.manage(environment, *commands)
    supervise.keep(environment)
    write_private(_ready_file(environment), json.dumps({"sample": sample}))


def _stay(environment: Environment) -> None:
    say("Running; Ctrl-C stops everything.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    before = {}
    try:
        while (now := states(environment)) is not None:
            for name, process in now.items():
                if name in before and process["pid"] not in (before[name], 0):
                    say(f"· {name} ended and was started again")
                if process["pid"]:
                    before[name] = process["pid"]
            time.sleep(2)
        say("It was stopped from elsewhere.")
    except KeyboardInterrupt:
        say("")
        with alone(environment.name):
            down(environment)


def _ready_file(environment: Environment):
    return environment.folder / "ready.json"
