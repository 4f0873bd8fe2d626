"""Other words for things in the lists: proposals to decide, own ones, those in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from frontend import formats
from frontend.cards import Link, Tab
from frontend.forms.staff_search import SynonymForm
from frontend.present import language
from frontend.views.public.chips import place_words
from portal import broker
from portal.accounts.current import signed_in
from portal.search import services, tasks, vocabulary
from portal.search.concepts import PLACE
from portal.search.models import Synonym
from portal.search.query_log import RARE

PER_PAGE = 50
# What can be ticked on a page at once.
MOST_TICKED = PER_PAGE
LONGEST_ID = 18
MOST_REASONS = 5
may_decide = permission_required("search.decide_synonym", raise_exception=True)


@dataclass(frozen=True)
class SynonymRow:
    row: Synonym
    means: str


@require_http_methods(["GET", "HEAD", "POST"])
@may_decide
def synonyms(request: HttpRequest) -> HttpResponse:
    """The proposals, those most asked in vain first; what is in force or was rejected by tab."""
    if request.method == "POST":
        return _decided(request)
    status = request.GET.get("status", "")
    if status not in Synonym.Status.values:
        status = Synonym.Status.PROPOSED
    found = Synonym.objects.filter(status=status).select_related("decided_by")
    if status == Synonym.Status.PROPOSED:
        found = found.order_by("-zero_hits", "-searches", "phrase", "-likeness", "pk")
    else:
        found = found.order_by("-decided_at", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "links": _trail(),
        "tabs": _tabs(status),
        "status": status,
        "least": RARE,
        "page": page,
        "rows": [SynonymRow(row, concept_label(row.kind, row.concept)) for row in page],
    }
    return render(request, "staff/synonyms.html", context)


def _trail(*, below: bool = False) -> list[Link]:
    links = [
        Link(label=_("Desk"), url=reverse("staff_home")),
        Link(label=_("What people search for"), url=reverse("staff_questions")),
    ]
    if below:
        links.append(Link(label=_("Other words"), url=reverse("staff_synonyms")))
    return links


def _tabs(status: str) -> list[Tab]:
    counts = dict(Synonym.objects.order_by().values_list("status").annotate(Count("pk")))
    return [
        Tab(
            label=str(label),
            url=f"?status={value}",
            count=counts.get(value, 0),
            current=value == status,
        )
        for value, label in Synonym.Status.choices
    ]


def concept_label(kind: str, concept_id: str) -> str:
    """What a concept is called on screen; its id where the lists have lost it."""
    if kind == PLACE:
        return place_words(concept_id) or concept_id
    concept = vocabulary.current().get(kind, concept_id)
    return concept.label(language()) if concept else concept_id


def _decided(request: HttpRequest) -> HttpResponse:
    ids = [int(i) for i in request.POST.getlist("id")[:MOST_TICKED] if _is_id(i)]
    by = signed_in(request)
    do = request.POST.get("do")
    if do not in ("accept", "reject", "withdraw"):
        raise Http404
    if not ids:
        messages.warning(request, _("Nothing was ticked, so nothing was changed."))
    elif do == "accept":
        _tell_accepted(request, *services.accept(ids=ids, by=by))
    elif do == "reject":
        _tell(
            request,
            services.reject(ids=ids, by=by),
            _("Rejected, and not proposed again: %(phrases)s."),
        )
    else:
        _tell(request, services.withdraw(ids=ids, by=by), _("No longer in force: %(phrases)s."))
    return redirect(f"{reverse('staff_synonyms')}?{_kept(request)}")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def _kept(request: HttpRequest) -> str:
    address = request.GET.copy()
    for name in set(address) - {"status", "page"}:
        del address[name]
    return address.urlencode()


def _tell_accepted(
    request: HttpRequest, done: list[Synonym], refused: list[tuple[Synonym, str]]
) -> None:
    if done or not refused:
        _tell(request, done, _("In force within ten seconds: %(phrases)s."))
    for row, reason in refused[:MOST_REASONS]:
        messages.error(
            request,
            _("Not put in force: %(phrase)s. %(reason)s")
            % {"phrase": f"“{row.phrase}”", "reason": reason},
        )
    more = len(refused) - MOST_REASONS
    if more > 0:
        told = ngettext("%(n)s more was not.", "%(n)s more were not.", more)
        messages.error(request, told % {"n": formats.number(more)})


def _tell(request: HttpRequest, rows: list[Synonym], told: str) -> None:
    if rows:
        messages.success(request, told % {"phrases": _quoted(row.phrase for row in rows)})
    else:
        messages.info(request, _("A colleague has decided on this already."))


def _quoted(phrases: Iterable[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)


@require_http_methods(["GET", "HEAD", "POST"])
@may_decide
def add(request: HttpRequest) -> HttpResponse:
    """Own words for something; asks back where the name may mean several things."""
    if request.method == "POST":
        form = SynonymForm(request.POST)
        row = form.saved(
            lambda: services.add_synonym(
                phrase=form.cleaned_data["phrase"],
                kind=form.cleaned_data["kind"],
                concept=form.cleaned_data["concept"],
                by=signed_in(request),
            )
        )
        if row:
            told = _("In force within ten seconds: “%(phrase)s” means %(name)s.")
            name = concept_label(row.kind, row.concept)
            messages.success(request, told % {"phrase": row.phrase, "name": name})
            return redirect(f"{reverse('staff_synonyms')}?status={Synonym.Status.ACCEPTED}")
    else:
        form = SynonymForm(initial={"phrase": request.GET.get("phrase", "")[:80]})
    context = {"form": form, "links": _trail(below=True)}
    status = 400 if form.errors else 200
    return render(request, "staff/synonym_add.html", context, status=status)


@require_POST
@may_decide
def propose(request: HttpRequest) -> HttpResponse:
    """Looks through the questions now instead of at night."""
    if broker.start(tasks.propose_synonyms):
        messages.success(
            request, _("The questions are being read. Load this page again in a minute.")
        )
    else:
        messages.error(
            request, _("The queue (Redis) does not answer, so nothing was started. Try again soon.")
        )
    return redirect("staff_synonyms")
