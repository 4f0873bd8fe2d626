"""Runs several management commands in one process, each given as one argument.

Starting Django takes longer than most of them.
"""

import shlex
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    for command in sys.argv[1:]:
        execute_from_command_line(["manage.py", *shlex.split(command)])
