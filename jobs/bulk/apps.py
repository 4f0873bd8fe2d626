from django.apps import AppConfig


class BulkConfig(AppConfig):
    """Vacancies by the sheet: imported from Excel and CSV, and exported to them."""

    name = "jobs.bulk"
    label = "bulk"

    def ready(self) -> None:
        from jobs.bulk.models import ImportJob
        from portal.notices import events

        states = ImportJob.State
        events.register(
            ImportJob,
            "state",
            {},
            {
                states.UPLOADED: "Who uploads sees it on the page.",
                states.CHECKING: "Who uploads sees it on the page.",
                states.CHECKED: "The page waits for them and says it.",
                states.IMPORTING: "Who imports sees it on the page.",
                states.DONE: "The page tells what became of each row.",
                states.FAILED: "The page says why.",
            },
        )
