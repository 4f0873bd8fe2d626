"""`./dev up` from nothing to a running portal, in a clone of its own."""

import json
import os
import signal
import urllib.request

import pytest

from tests import waiting
from tests.deploy.conftest import Clone
from tests.deploy.test_servers import alive, pid_of, states, supervisor_pid

PARTS = ("postgres", "redis", "elasticsearch", "web", "worker", "beat")
SMALL = ("--employers=6", "--vacancies=40", "--centres=3", "--courses=10", "--seekers=10")


@pytest.fixture
def running(clone: Clone) -> Clone:
    """The clone with everything running and a small sample city."""
    up(clone)
    return clone


def up(clone: Clone) -> dict:
    done = clone.dev("up", "--detach", *SMALL)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def answer(clone: Clone, path: str) -> int:
    url = f"http://127.0.0.1:{clone.ports['PORTAL_PORT']}{path}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.status


def ready(clone: Clone) -> bool:
    try:
        return answer(clone, "/readyz") == 200
    except OSError:
        return False


def test_up_ends_with_address_accounts_and_a_recommendation(running: Clone) -> None:
    told = up(running)
    assert told["url"] == f"http://127.0.0.1:{running.ports['PORTAL_PORT']}"
    assert {"role", "login", "password"} <= told["accounts"][0].keys()
    assert told["sample_recommendation"]
    first = told["sample_recommendation"][0]
    assert {"vacancy", "score", "components", "reasons", "missing"} <= first.keys()
    assert answer(running, "/") == 200


def test_up_and_status_change_nothing_and_tell_the_same(running: Clone) -> None:
    before = [pid_of(running, name) for name in PARTS]
    told = up(running)
    status = running.dev("status", "--json")
    assert status.returncode == 0
    assert json.loads(status.stdout.splitlines()[-1]) == told
    assert [pid_of(running, name) for name in PARTS] == before


@pytest.mark.parametrize("name", PARTS)
def test_a_killed_part_returns_alone(running: Clone, name: str) -> None:
    before = {each: pid_of(running, each) for each in PARTS}
    os.kill(before[name], signal.SIGKILL)
    waiting.until(lambda: pid_of(running, name) != before[name], f"{name} starts", seconds=60)
    waiting.until(lambda: states(running)[name] == "running", f"{name} runs", seconds=60)
    waiting.until(lambda: ready(running), "every part is ready", seconds=60)
    others = {each: pid for each, pid in before.items() if each != name}
    assert {each: pid_of(running, each) for each in others} == others


def test_down_ends_everything_and_the_next_up_brings_it_back(running: Clone) -> None:
    before = [supervisor_pid(running), *(pid_of(running, name) for name in PARTS)]
    assert running.dev("down").returncode == 0
    assert not any(map(alive, before))
    assert running.processes() == []
    stopped = running.dev("status", "--json")
    assert stopped.returncode == 1
    assert json.loads(stopped.stdout.splitlines()[-1])["url"] is None
    assert up(running)["sample_recommendation"]


def test_more_search_nodes_are_asked_for_while_fewer_run(running: Clone) -> None:
    refused = running.dev("up", "--detach", "--search-nodes", "3")
    assert refused.returncode == 1
    assert "./dev down" in refused.stderr
    assert running.dev("status").returncode == 0
