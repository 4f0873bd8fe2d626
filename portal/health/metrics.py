"""What Prometheus reads: the web processes' own figures, and those of the road to search."""

import os
from collections.abc import Iterable

from prometheus_client import REGISTRY, CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal.search import health


def registry() -> CollectorRegistry:
    """All figures: of every web process where there are several, else of this one."""
    found = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(found)
    else:
        found.register(_ThisProcess())
    found.register(SearchCollector())
    return found


class _ThisProcess(Collector):
    def collect(self) -> Iterable[Metric]:
        return REGISTRY.collect()


class SearchCollector(Collector):
    """Reads search health when asked, so that the figure is that of now and of all processes."""

    def describe(self) -> Iterable[Metric]:
        return []  # registering must not ask the database

    def collect(self) -> Iterable[Metric]:
        now = health.read()
        figures = {
            "engine_reachable": (now.engine_reachable, "1 while the search engine answers"),
            "outbox_waiting": (now.waiting, "documents and changes on their way to the engine"),
            "outbox_oldest_seconds": (now.oldest_age, "age of the oldest of them"),
            "dead_letters": (now.dead_letters, "documents that were refused and not mended"),
        }
        for name, (value, help_text) in figures.items():
            yield GaugeMetricFamily(f"benviec_search_{name}", help_text, value=float(value))
        if now.relay_age is not None:
            yield GaugeMetricFamily(
                "benviec_search_relay_age_seconds", "since the relay last ran", now.relay_age
            )
        drift = GaugeMetricFamily(
            "benviec_search_drift", "documents found wrong by the last reconcile", labels=["type"]
        )
        rebuilt = GaugeMetricFamily(
            "benviec_search_rebuilt_timestamp_seconds", "last rebuild", labels=["type"]
        )
        for state in now.indexes:
            drift.add_metric([state.doc_type], state.drift)
            if state.rebuilt_at:
                rebuilt.add_metric([state.doc_type], state.rebuilt_at.timestamp())
        yield drift
        yield rebuilt
