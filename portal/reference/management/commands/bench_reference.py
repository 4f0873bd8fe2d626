import json
from typing import Any

from django.core.management.base import BaseCommand

from portal.reference import dataset

# Figure → the least (or, for counts of faults, the most) that we accept.
AT_LEAST = {
    "occupations": 450,
    "skills": 800,
    "occupations_with_4_synonyms": 0.9,
    "occupations_with_5_essential": 0.9,
    "skills_used_by_2": 0.6,
}
AT_MOST = {"folded_labels_shared": 0, "concepts_without_isco": 0}


class Command(BaseCommand):
    help = "Measures the quality of the occupation and skill lists."

    def handle(self, *args: Any, **options: Any) -> None:
        data = dataset.load()
        figures = dataset.figures(data)
        missed = [k for k, least in AT_LEAST.items() if figures[k] < least]
        missed += [k for k, most in AT_MOST.items() if figures[k] > most]
        for name, value in figures.items():
            shown = f"{value:.3f}" if isinstance(value, float) else str(value)
            self.stdout.write(f"{name:32} {shown}")
        problems = list(dataset.problems(data))
        for problem in problems:
            self.stdout.write(f"  {problem}")
        self.stdout.write(json.dumps(figures | {"problems": len(problems), "aims_missed": missed}))
