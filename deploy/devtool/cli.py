"""The commands of `./dev` and what they are called with."""

import argparse

from . import install, parts, supervise
from .environment import Environment
from .layout import alone
from .output import Problem, say, warn


def main() -> int:
    arguments = _parser().parse_args()
    try:
        return arguments.run(arguments) or 0
    except Problem as problem:
        warn(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev", description="Bến Việc on this machine.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    servers = commands.add_parser("servers", help="PostgreSQL, Redis and Elasticsearch alone")
    servers.add_argument("action", choices=["start", "stop", "show"])
    servers.add_argument("--env", choices=["dev", "test"], default="dev", dest="name")
    servers.set_defaults(run=_servers)
    return parser


def _servers(arguments: argparse.Namespace) -> None:
    environment = Environment(arguments.name)
    if arguments.action == "start":
        install.everything(environment)
        with alone(environment.name):
            supervise.start(environment, parts.servers(environment))
    elif arguments.action == "stop":
        with alone(environment.name):
            supervise.stop(environment)
    else:
        for name, value in environment.django().items():
            say(f"export {name}='{value}'")
