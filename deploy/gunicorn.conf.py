"""The web processes, in development and in production alike; options on the command line come on top."""

import os

workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_tmp_dir = "/dev/shm"  # heartbeats must not wait for a busy disk
timeout = 60
graceful_timeout = 20
keepalive = 5
# A worker that has answered so many requests is replaced, so that memory cannot creep up over weeks.
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 8190
