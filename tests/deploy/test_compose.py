"""The compose file, which cannot run here, says the same as what does run here."""

import re
from pathlib import Path

import pytest
import yaml

from deploy.devtool import parts
from deploy.devtool.environment import Environment
from tests.deploy.conftest import ROOT


@pytest.fixture(scope="module")
def services() -> dict[str, dict]:
    return yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]


def command_of(name: str) -> list[str]:
    """What `./dev` runs, without the folders of this machine."""
    [part] = [part for part in parts.django_parts(Environment("dev")) if part.name == name]
    return [Path(part.command[0]).name, *part.command[1:]]


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_worker_and_beat_run_as_in_development(services: dict, name: str) -> None:
    machine = ("--schedule=", "--loglevel=")
    here = [word for word in command_of(name) if not word.startswith(machine)]
    there = [word for word in services[name]["command"] if not word.startswith(machine)]
    assert there == here


def test_web_runs_as_in_development() -> None:
    container = (ROOT / "deploy" / "Containerfile").read_text()
    command = re.search(r"^CMD (.*)$", container, re.M)
    assert command
    there = yaml.safe_load(command[1])
    here = command_of("web")
    assert there[0] == here[0]
    assert here[2].endswith(there[2])
    assert there[-1] == here[-1]


def test_each_process_says_which_it_is(services: dict) -> None:
    for part in parts.django_parts(Environment("dev")):
        process = services[part.name]["environment"]["PORTAL_PROCESS"]
        assert process == part.variables["PORTAL_PROCESS"] == part.name


def test_both_search_engines_are_of_one_version(services: dict) -> None:
    pom = (ROOT / "deploy" / "elasticsearch" / "pom.xml").read_text()
    version = re.search("<elasticsearch.version>(.*)</", pom)
    assert version
    assert services["elasticsearch"]["image"].endswith(f":{version[1]}")


def test_redis_refuses_rather_than_forgets(services: dict) -> None:
    command = " ".join(services["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command
