"""The web processes, in development and in production alike; options on the command line win."""

import os
import shutil
from pathlib import Path

workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
worker_tmp_dir = "/dev/shm"  # heartbeats must not wait for a busy disk
timeout = 60
graceful_timeout = 20
keepalive = 5
# A question in Vietnamese grows threefold in an address; too long a one is answered by the page in
# the reader's words. The proxy in front bounds it.
limit_request_line = 0
# A worker that answered so many requests is replaced: memory cannot creep up over weeks.
max_requests = 5000
max_requests_jitter = 500

# The workers' figures are summed from files in this folder; those of an earlier run must not count.
metrics = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if metrics:
    shutil.rmtree(metrics, ignore_errors=True)
    Path(metrics).mkdir(parents=True)


def child_exit(server: object, worker: object) -> None:
    """Takes a worker that ended out of the live figures."""
    if metrics:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def when_ready(server: object) -> None:
    """Reads the code of all pages once for all workers; they fork from here, so it connects to
    nothing."""
    from django.urls import get_resolver

    len(get_resolver().url_patterns)


def post_worker_init(worker: object) -> None:
    """Reads what each process keeps of the reference lists, so that no visitor waits for it."""
    from django.db import DatabaseError, close_old_connections

    from portal.reference.catalogue import catalogue
    from portal.search import vocabulary

    try:
        catalogue()
        vocabulary.current()
    except DatabaseError:
        # It may be away at the start; then the first reader loads them.
        pass
    finally:
        close_old_connections()
