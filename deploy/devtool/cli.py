"""The commands of `./dev` and what they are called with."""

import argparse
import os
import signal
import sys
from pathlib import Path

from . import backup, checks, install, parts, project, supervise, tests, up
from .environment import Environment
from .layout import PYTHON, ROOT, alone
from .output import SetupError, say, warn
from .status import show_status

BENCHES = "[a-z]*/**/management/commands/bench_*.py"


def main() -> int:
    arguments = _parser().parse_args()
    # The unprivileged database server must get through folders made by a careful root, too.
    os.umask(0o022)
    try:
        return arguments.run(arguments) or 0
    except SetupError as problem:
        warn(f"\n{problem}")
        return 1
    except PermissionError as error:
        warn(f"\nNo permission for {error.filename}. Did another user run ./dev here before?")
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev",
        description="Bến Việc on this machine. Two commands are enough: ./dev up and ./dev test",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    commands.add_parser("help", help="this text").set_defaults(run=lambda _: parser.print_help())

    command = commands.add_parser(
        "up", help="install what is missing, start everything, show where it is"
    )
    command.add_argument("--detach", action="store_true", help="return when it runs")
    command.add_argument(
        "--search-nodes", type=int, choices=range(1, 6), metavar="N", help="Elasticsearch nodes"
    )
    command.add_argument("--no-sample", action="store_true", help="without the sample city")
    for size in up.SIZES:
        command.add_argument(
            f"--{size}", type=int, metavar="N", help="of the sample city, when it is first loaded"
        )
    command.set_defaults(run=_up)

    command = commands.add_parser("down", help="stop everything")
    command.set_defaults(run=_down)

    command = commands.add_parser("status", help="what runs, and where")
    command.add_argument("--json", action="store_true", help="end with one line of JSON")
    command.set_defaults(
        run=lambda arguments: show_status(Environment("dev"), as_json=arguments.json)
    )

    command = commands.add_parser(
        "test", help="check and test everything, or what pytest's arguments name"
    )
    command.add_argument("arguments", nargs=argparse.REMAINDER, metavar="PYTEST ARGUMENTS")
    command.set_defaults(run=lambda arguments: tests.test(Environment("test"), arguments.arguments))

    names = sorted(file.stem.removeprefix("bench_") for file in ROOT.glob(BENCHES))
    command = commands.add_parser("bench", help=f"measure: {', '.join(names)}")
    command.add_argument("name", metavar="NAME", choices=names)
    command.add_argument("arguments", nargs=argparse.REMAINDER, metavar="OPTIONS")
    command.set_defaults(run=_bench)

    command = commands.add_parser(
        "lint", help="the checks of the source that ./dev test runs first"
    )
    command.set_defaults(run=_lint)

    command = commands.add_parser("backup", help="save database and uploads in one archive")
    command.add_argument("file", type=Path, metavar="FILE.tar.gz")
    command.set_defaults(run=_backup)

    command = commands.add_parser("restore", help="replace database and uploads by an archive's")
    command.add_argument("file", type=Path, metavar="FILE.tar.gz")
    command.add_argument("--yes", action="store_true", help="do it: what is there now is replaced")
    command.set_defaults(run=_restore)

    command = commands.add_parser("shell", help="a Python shell within the portal")
    command.set_defaults(run=lambda arguments: _manage("shell"))

    command = commands.add_parser("manage", help="one of Django's management commands")
    command.add_argument("arguments", nargs=argparse.REMAINDER, metavar="COMMAND")
    command.set_defaults(run=lambda arguments: _manage(*arguments.arguments))

    command = commands.add_parser("logs", help="follow the logs")
    command.add_argument("part", nargs="?", help="of one part only")
    command.set_defaults(run=_logs)

    command = commands.add_parser("servers", help="PostgreSQL, Redis and Elasticsearch alone")
    command.add_argument("action", choices=["start", "stop", "show"])
    command.add_argument("--env", choices=["dev", "test"], default="dev", dest="name")
    command.set_defaults(run=_servers)
    return parser


def _up(arguments: argparse.Namespace) -> None:
    up.up(
        Environment("dev", arguments.search_nodes),
        sample=not arguments.no_sample,
        sizes={
            name: number for name in up.SIZES if (number := getattr(arguments, name)) is not None
        },
        detach=arguments.detach,
    )


def _down(arguments: argparse.Namespace) -> None:
    environment = Environment("dev")
    with alone(environment.name):
        say("Everything is stopped." if up.down(environment) else "Nothing ran.")


def _bench(arguments: argparse.Namespace) -> int:
    environment = Environment("dev")
    install.everything(environment)
    project.build_assets()
    project.compile_translations()
    with tests.running_servers(environment):
        return tests.run_interruptible(
            project.manage_command(f"bench_{arguments.name}", *arguments.arguments),
            environment.django(),
        )


def _lint(arguments: argparse.Namespace) -> int:
    install.python_packages()
    return 0 if checks.lint(Environment("test")) else 1


def _backup(arguments: argparse.Namespace) -> None:
    environment = Environment("dev")
    with tests.running_servers(environment):
        backup.backup(environment, arguments.file.absolute())


def _restore(arguments: argparse.Namespace) -> None:
    if not arguments.yes:
        raise SetupError("This replaces the database and all uploads. To do it, add --yes")
    environment = Environment("dev")
    with tests.running_servers(environment), alone(environment.name):
        backup.restore(environment, arguments.file.absolute())


def _manage(*arguments: str) -> None:
    environment = Environment("dev")
    if not PYTHON.exists():
        raise SetupError("Not set up yet: ./dev up does that.")
    os.chdir(ROOT)
    os.execve(PYTHON, project.manage_command(*arguments), {**os.environ, **environment.django()})


def _logs(arguments: argparse.Namespace) -> None:
    folder = Environment("dev").folder / "logs"
    files = sorted(folder.glob(f"{arguments.part or '*'}.log"))
    if not files:
        names = ", ".join(sorted(path.stem for path in folder.glob("*.log")))
        raise SetupError(f"There is no such log. There are: {names or 'none yet'}")
    os.execvp("tail", ["tail", "-n", "50", "-F", *map(str, files)])


def _servers(arguments: argparse.Namespace) -> None:
    environment = Environment(arguments.name)
    if arguments.action == "show":
        for name, value in environment.django().items():
            say(f"export {name}='{value}'")
        return
    if arguments.action == "start":
        install.everything(environment)
        with alone(environment.name):
            supervise.start(environment, parts.servers(environment))
            supervise.keep(environment)
    else:
        with alone(environment.name):
            supervise.stop(environment)
