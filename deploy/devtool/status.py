"""What runs, where, and since when."""

import json
import time

from . import parts, up
from .environment import URL_VARIABLES, Environment
from .output import say
from .supervisor_link import states


def show_status(environment: Environment, *, as_json: bool) -> int:
    """Prints it; the exit code is 0 only when everything runs."""
    now = states(environment) or {}
    for part in parts.all_parts(environment):
        process = now.get(part.name)
        state = process["statename"].lower() if process else "stopped"
        age = f"for {_duration(time.time() - process['start'])}" if state == "running" else ""
        ports = ", ".join(str(port) for port in part.ports.values())
        say(f"{part.name:<16} {state:<10} {age:<14} {f'port {ports}' if ports else ''}".rstrip())
    for part, variable in URL_VARIABLES.items():
        if environment.external_url(part):
            say(f"{part:<16} elsewhere  given by {variable}")
    if not up.is_up(environment):
        say("Bến Việc does not run here, or not fully. ./dev up starts it.")
        if as_json:
            say(json.dumps({"url": None, "accounts": [], "sample_recommendation": []}))
        return 1
    facts = up.report(environment)
    if as_json:
        say(json.dumps(facts, ensure_ascii=False))
    return 0


def _duration(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes < 1:
        return f"{int(seconds)} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
