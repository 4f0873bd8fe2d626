"""A person's recommendations and a vacancy's candidates, for programs and pages alike."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.models import Vacancy
from matching.recommend import invitations
from matching.recommend.explain.reasons import occupation_label, skill_label
from matching.recommend.gaps import Gap
from matching.recommend.models import Invitation
from matching.recommend.score import Components
from matching.recommend.service import (
    MOST,
    Candidate,
    NoConsentError,
    Recommendation,
    candidates,
    recommend,
)
from portal.accounts.current import signed_in
from portal.api.bodies import NoBody
from portal.api.params import StrictParams
from portal.people.api import own_person
from portal.people.models import Consent
from portal.search import registry
from portal.search.registry import Json

DEFAULT_SIZE = 10


class SizeParams(StrictParams):
    page_size = serializers.IntegerField(min_value=1, max_value=MOST, default=DEFAULT_SIZE)


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField(help_text="In the language of the request.")


class ConceptSerializer(serializers.Serializer):
    id = serializers.CharField()
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="In the language of the request."
    )


class MissingSerializer(serializers.Serializer):
    skill = ConceptSerializer()
    course = serializers.DictField(
        allow_null=True,
        help_text="The nearest course with free seats, as in search; `opens` counts the open "
        "vacancies within reach that lack nothing but this skill.",
    )
    seats = serializers.IntegerField(allow_null=True)
    distance_km = serializers.FloatField(allow_null=True)


class RecommendationSerializer(serializers.Serializer):
    vacancy = serializers.DictField(help_text="As in search.")
    score = serializers.FloatField(help_text="0–100, the sum of the components.")
    components = serializers.DictField(child=serializers.FloatField())
    reasons = ReasonSerializer(many=True)
    missing = MissingSerializer(many=True)


class QuestionSerializer(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()
    step = serializers.CharField(help_text="The step of the profile that takes the answer.")


class RecommendationsSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RecommendationSerializer(many=True)
    limited = serializers.BooleanField(help_text="The search engine is away: a plain choice.")
    question = QuestionSerializer(allow_null=True)


class CandidateSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    score = serializers.FloatField()
    components = serializers.DictField(child=serializers.FloatField())
    reasons = ReasonSerializer(many=True)
    unit = serializers.CharField(help_text="Ward or commune; nothing nearer is shown.")
    distance_km = serializers.FloatField(allow_null=True)
    education = serializers.CharField()
    cmkt = serializers.CharField()
    experience_months = serializers.IntegerField()
    languages = serializers.ListField(child=serializers.CharField())
    occupations = ConceptSerializer(many=True)
    skills = ConceptSerializer(many=True)
    missing = ConceptSerializer(many=True)
    invited = serializers.BooleanField()
    contact_agreed = serializers.BooleanField()


class CandidatesSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CandidateSerializer(many=True)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    class Meta:
        model = Invitation
        fields = ("id", "vacancy", "created_at", "answer")


class ContactSerializer(serializers.Serializer):
    name = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()


def recommendation_json(recommendation: Recommendation) -> Json:
    """One item as the API gives it; its score is the sum of its components to the last digit."""
    return {
        "vacancy": _shown("vacancy", recommendation.vacancy),
        **_points(recommendation.components),
        "reasons": [{"code": r.code, "text": r.text} for r in recommendation.reasons],
        "missing": [_missing(gap) for gap in recommendation.missing],
    }


def candidate_json(candidate: Candidate) -> Json:
    """One candidate as the API gives it."""
    return {
        "id": candidate.person_id,
        **_points(candidate.components),
        "reasons": [{"code": r.code, "text": r.text} for r in candidate.reasons],
        "unit": candidate.unit,
        "distance_km": _km(candidate.distance_km),
        "education": candidate.education,
        "cmkt": candidate.cmkt,
        "experience_months": candidate.experience_months,
        "languages": candidate.languages,
        "occupations": [{"id": o, "label": occupation_label(o)} for o in candidate.occupations],
        "skills": [_skill(s) for s in candidate.skills],
        "missing": [_skill(s) for s in candidate.missing],
        "invited": candidate.invited,
        "contact_agreed": candidate.agreed,
    }


def _points(components: Components) -> Json:
    shown = {name: round(points, 2) for name, points in components.items()}
    return {"score": round(sum(shown.values()), 2), "components": shown}


def _missing(gap: Gap) -> Json:
    offer = gap.offer
    course = None
    if offer:
        course = _shown("course", offer.course)
        course |= {"starts_on": offer.intake.starts_on, "opens": gap.opens}
    return {
        "skill": _skill(gap.skill),
        "course": course,
        "seats": offer.seats if offer else None,
        "distance_km": _km(offer.distance_km) if offer else None,
    }


def _skill(skill: str) -> Json:
    return {"id": skill, "label": skill_label(skill)}


def _km(km: float | None) -> float | None:
    return None if km is None else round(km, 1)


def _shown(name: str, row: Any) -> Json:
    listing = registry.get(name).listing
    assert listing is not None
    return {"type": name, "id": row.pk, **listing.summary(row)}


def _list(results: list[Json]) -> Json:
    """The best few are all there is: nobody pages through what suits less and less."""
    return {"count": len(results), "next": None, "previous": None, "results": results}


class RecommendationsView(APIView):
    """The open vacancies that suit the signed-in person best, with reasons and missing skills.

    A 404 for who has no profile; a 403 with code `no_matching_consent` until the person agrees to
    the purpose `matching` (PUT /api/v1/me/consents/matching/).
    """

    throttle_scope = "search"

    @extend_schema(parameters=[SizeParams], responses=RecommendationsSerializer)
    def get(self, request: Request) -> Response:
        params = SizeParams.read(request.query_params)
        try:
            found = recommend(own_person(signed_in(request)), params["page_size"])
        except NoConsentError:
            raise PermissionDenied(
                _("You have not agreed to be recommended jobs. Agree with PUT %(address)s.")
                % {"address": reverse("api-my-consent", args=[Consent.Purpose.MATCHING])},
                code="no_matching_consent",
            ) from None
        question = found.question
        return Response(
            {
                **_list([recommendation_json(r) for r in found]),
                "limited": found.limited,
                "question": question
                and {"code": question.code, "text": question.text, "step": question.step},
            }
        )


class _VacancyView(APIView):
    """What concerns one vacancy: a 404 where the user may not see it, else a 403 unless the
    permission is theirs."""

    permission = ""

    def vacancy(self, request: Request, pk: int) -> Vacancy:
        visible = Vacancy.objects.visible_to(request.user).select_related("employer")
        vacancy = get_object_or_404(visible, pk=pk)
        if not request.user.has_perm(self.permission, vacancy):
            self.permission_denied(request)
        return vacancy


class CandidatesView(_VacancyView):
    """The people who suit an open vacancy best and let employers find them, without names."""

    permission = "jobs.view_candidates"
    throttle_scope = "search"

    @extend_schema(parameters=[SizeParams], responses=CandidatesSerializer)
    def get(self, request: Request, pk: int) -> Response:
        vacancy = self.vacancy(request, pk)
        params = SizeParams.read(request.query_params)
        if not vacancy.is_public:
            raise PermissionDenied(_("Only an open vacancy has candidates."), code="not_public")
        found = candidates(vacancy, params["page_size"])
        return Response(_list([candidate_json(c) for c in found]))


class InviteView(_VacancyView):
    """Asks a candidate to get to know each other; the person is told and may agree."""

    permission = "recommend.invite_candidate"

    @extend_schema(request=None, responses={201: InvitationSerializer})
    def post(self, request: Request, pk: int, person: int) -> Response:
        vacancy = self.vacancy(request, pk)
        NoBody.check(request)
        made = invitations.invite(vacancy=vacancy, person_id=person, by=signed_in(request))
        return Response(InvitationSerializer(made).data, status=status.HTTP_201_CREATED)


class ContactView(_VacancyView):
    """Name and phone of a candidate who agreed to this employer. Each look is logged for them."""

    permission = "recommend.view_contact"

    @extend_schema(request=None, responses=ContactSerializer)
    def post(self, request: Request, pk: int, person: int) -> Response:
        vacancy = self.vacancy(request, pk)
        NoBody.check(request)
        try:
            shown = invitations.contact(
                vacancy=vacancy, person_id=person, viewer=signed_in(request)
            )
        except PermissionError:
            raise PermissionDenied(
                _("This person has not agreed to show you their contact data."), code="no_consent"
            ) from None
        return Response(shown)
