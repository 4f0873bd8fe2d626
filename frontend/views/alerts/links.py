"""Where the links in messages lead. The signed address is the proof; nobody needs to sign in."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from frontend.present import course_card, vacancy_card
from jobs.models import Vacancy
from portal.alerts.links import read_token
from portal.alerts.models import Reported, SavedSearch, Subscriber
from portal.alerts.services import stop as stop_all
from portal.alerts.services import undo_stop
from portal.search import registry
from training.models import Course


def _meant(token: str) -> tuple[Subscriber, date]:
    try:
        user_id, day = read_token(token)
    except BadSignature:
        raise Http404 from None
    subscriber = Subscriber.objects.filter(user=user_id, user__is_active=True).first()
    if subscriber is None:
        raise Http404
    return subscriber, day


@require_safe
@login_not_required
@never_cache
def news(request: HttpRequest, token: str) -> HttpResponse:
    """What one message told of, as far as it is still open; and the button that stops them."""
    subscriber, day = _meant(token)
    told = Reported.objects.filter(user=subscriber.user_id, day=day).order_by("pk")
    keys = list(told.values_list("type", "object_id"))
    rows = registry.rows(keys)
    found = [rows[key] for key in keys if key in rows]
    context = {
        "day": day,
        "token": token,
        "vacancies": [vacancy_card(row) for row in found if isinstance(row, Vacancy)],
        "courses": [course_card(row) for row in found if isinstance(row, Course)],
        "closed": len(keys) - len(found),
    }
    return render(request, "alerts/news.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stops all messages at a POST, by the button of the page or that of a mail program (RFC 8058,
    which brings no cookie and follows no redirect); looking at it stops nothing."""
    subscriber, _day = _meant(token)
    if request.method == "POST":
        act = undo_stop if request.POST.get("do") == "undo" else stop_all
        act(user_id=subscriber.user_id)
        subscriber.refresh_from_db()
    searches = SavedSearch.objects.filter(user=subscriber.user_id)
    active = searches.active().exists()
    stopped = subscriber.stopped_at is not None and searches.filter(paused_at=subscriber.stopped_at)
    context = {"active": active, "can_undo": not active and stopped and stopped.exists()}
    return render(request, "alerts/stop.html", context)
