import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rest_framework.renderers import JSONRenderer

from matching.recommend.api import recommendation_json
from matching.recommend.service import Recommendation, recommend
from matching.sample.accounts import listed, trainee
from matching.sample.words import described

SHOWN = 5


class Command(BaseCommand):
    help = "Shows the demo accounts and what is recommended to the demo trainee."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as one line for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        user = trainee()
        found = recommend(user.person, SHOWN) if user else []
        if options["json"]:
            self.stdout.write(_line(listed() if user else [], found))
        elif user is None:
            self.stdout.write("There is no sample city; load_sample makes one.")
        else:
            self.stdout.write(described(user.person, found))


def _line(accounts: list[dict[str, str]], found: list[Recommendation]) -> str:
    # Through the API's own renderer, so that dates and numbers look the same.
    items = json.loads(JSONRenderer().render([recommendation_json(r) for r in found]))
    return json.dumps({"accounts": accounts, "sample_recommendation": items}, ensure_ascii=False)
