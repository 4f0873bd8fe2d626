from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The road to Elasticsearch: outbox, relay, registry, indexes, queries."""

    name = "portal.search"
    label = "search"

    def ready(self) -> None:
        from portal.search import concepts, outbox, vocabulary

        concepts.setup()
        outbox.listen()
        vocabulary.listen()
