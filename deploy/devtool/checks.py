"""Everything that is checked about the source without running the portal."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from . import project
from .environment import Environment
from .layout import PYTHON, ROOT, VENV
from .output import say


def lint(environment: Environment) -> bool:
    """Runs all checks, prints how each went, and returns whether all passed."""
    say("Checks of the source:")
    variables = {**os.environ, **environment.django()}

    def run(check: tuple[str, list[str]]) -> tuple[str, subprocess.CompletedProcess]:
        name, command = check
        return name, subprocess.run(
            command,
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    failed = []
    with ThreadPoolExecutor(2) as pool:
        for name, done in pool.map(run, _checks()):
            say(f"  {'fail' if done.returncode else 'pass'}  {name}")
            if done.returncode:
                failed.append(name)
                say(done.stdout.rstrip())
    say(f"Failed: {', '.join(failed)}" if failed else "All passed.")
    return not failed


def _checks() -> list[tuple[str, list[str]]]:
    tools = VENV / "bin"
    return [
        ("types (mypy)", [f"{tools}/mypy", "."]),
        ("style (ruff check)", [f"{tools}/ruff", "check", "."]),
        ("format (ruff format)", [f"{tools}/ruff", "format", "--check", "."]),
        (
            "templates (djlint)",
            [f"{tools}/djlint", "frontend/templates", "--check", "--lint", "--quiet"],
        ),
        ("imports go down only (import-linter)", [f"{tools}/lint-imports"]),
        ("reference data", [str(PYTHON), "-m", "portal.reference.dataset"]),
        ("migrations complete", project.manage_command("makemigrations", "--check", "--dry-run")),
        ("translations complete", project.manage_command("check_translations")),
    ]
