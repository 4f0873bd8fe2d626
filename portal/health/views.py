"""Whether the portal lives, and how each part does: for load balancers and monitoring."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from portal.health import metrics, parts


@login_not_required
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Each part by name. 503 only without the database: without any other part pages still
    serve, limited, and taking every web process out of service would help nobody."""
    found = parts.check()
    limited = [name for name, part in found.items() if not part.ok]
    usable = found["database"].ok
    status = "ok" if not limited else "limited" if usable else "unavailable"
    shown = {name: {"ok": part.ok, "detail": part.detail} for name, part in found.items()}
    return JsonResponse({"status": status, "parts": shown}, status=200 if usable else 503)


@login_not_required
@never_cache
def prometheus(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus; for this machine itself, or with the token of METRICS_TOKEN."""
    if not (_is_local(request) or _has_token(request)):
        return HttpResponse(status=403)
    return HttpResponse(generate_latest(metrics.registry()), content_type=CONTENT_TYPE_LATEST)


def _is_local(request: HttpRequest) -> bool:
    # Behind a proxy on the same machine every request comes from there; then the header tells.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback


def _has_token(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given.encode(), expected.encode())
