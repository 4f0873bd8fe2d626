"""All personal data of somebody, for them to take along (Law 91/2025, right to one's own data)."""

from typing import Any

from allauth.usersessions.models import UserSession

from jobs.applications.models import Application
from jobs.applications.services import RESULT_FIELDS
from jobs.applications.texts import for_reader
from jobs.complaints.models import Complaint
from jobs.departures.models import Departure
from jobs.departures.services import EDITABLE as DEPARTURE_FIELDS
from portal.accounts.member_invitations import open_for
from portal.accounts.models import User
from portal.notices.models import NoticePreference
from portal.notices.reading import Message, messages_of
from portal.people.models import Consent, ContactView, Person
from portal.people.registration import EDITABLE
from portal.people.serializers import profile_data
from training.enrolment.models import Enrolment, SupportClaim

Data = dict[str, Any]


def everything_about(user: User) -> Data:
    """Plain values, ready for JSON; also what was withdrawn or answered long ago."""
    person = Person.objects.filter(user=user).select_related("wish").first()
    return {
        "account": {
            "phone": str(user.phone or ""),
            "email": user.email or "",
            "full_name": user.full_name,
            "language": user.language,
            "since": user.date_joined,
        },
        "signed_in_on": [
            {"since": s.created_at, "last": s.last_seen_at, "from": s.ip, "browser": s.user_agent}
            for s in UserSession.objects.filter(user=user)
        ],
        "organisations": [
            {"name": m.organisation.name, "role": m.role, "from": m.joined_at, "until": m.left_at}
            for m in user.memberships.select_related("organisation")
        ],
        "invitations_of_organisations": [
            {"name": i.organisation.name, "role": i.role, "at": i.sent_at} for i in open_for(user)
        ],
        "message_settings": _preference(user),
        "messages": [_message(m) for m in messages_of(user.notices.all())],
        "saved_searches": [
            {"name": s.title, "search": s.params, "since": s.created_at, "paused_at": s.paused_at}
            for s in user.saved_searches.all()
        ],
        "told_of": list(user.reported.order_by("-day").values("type", "object_id", "day")),
        "profile": profile_data(person) | _beside(person) if person else None,
        "registration": _registration(person),
        "consents": [_consent(c) for c in _of(person, "consents")],
        "enrolments": [_enrolment(e) for e in _enrolments(person)],
        "who_saw_my_contact_data": [_view(v) for v in _of(person, "contact_views")],
        "reports": [_report(c) for c in user.complaints.all()],
        "applications": [_application(a) for a in _applications(person)],
        "departures": [_departure(d) for d in _departures(person)],
        "invitations": [
            {
                "employer": i.vacancy.employer.name,
                "vacancy": i.vacancy.title,
                "at": i.created_at,
                "answer": i.answer,
                "answered_at": i.answered_at,
            }
            for i in (person.invitations.select_related("vacancy__employer") if person else ())
        ],
    }


def _applications(person: Person | None) -> Any:
    if person is None:
        return ()
    rows = person.applications.select_related("vacancy__employer", "result")
    return rows.prefetch_related("steps", "messages")


def _application(application: Application) -> Data:
    """Without what employers note for themselves."""
    result = getattr(application, "result", None)
    return {
        "employer": application.vacancy.employer.name,
        "vacancy": application.vacancy.title,
        "letter": application.letter,
        "cv": application.cv_name,
        "profile": application.profile,
        "steps": [
            {"status": s.status, "reason": s.reason, "at": s.at} for s in application.steps.all()
        ],
        "messages": [
            {"at": m.at, "text": for_reader(m.text, application.person)}
            for m in application.messages.all()
        ],
        "result": {name: getattr(result, name) for name in RESULT_FIELDS} if result else None,
    }


def _departures(person: Person | None) -> Any:
    if person is None:
        return ()
    return person.departures.select_related("agency", "vacancy")


def _departure(row: Departure) -> Data:
    return {
        "agency": row.agency.name,
        "order": row.vacancy.title,
        "state": row.state,
        "return_reason": row.return_reason,
        "returned_on": row.returned_on,
        **{name: getattr(row, name) for name in DEPARTURE_FIELDS},
    }


def _report(complaint: Complaint) -> Data:
    return {
        "number": complaint.number,
        "kind": complaint.kind,
        "about": complaint.about,
        "text": complaint.text,
        "contact": complaint.contact,
        "at": complaint.created_at,
        "state": complaint.state,
        "outcome": complaint.outcome,
        "answer": complaint.answer,
    }


def _message(message: Message) -> Data:
    notice = message.notice
    return {
        "at": message.at,
        "kind": notice.kind,
        "channel": notice.channel,
        "subject": message.subject,
        "text": message.text,
        "read_at": notice.read_at,
        "values": notice.context,
    }


def _preference(user: User) -> Data:
    kept = NoticePreference.objects.filter(user=user).first() or NoticePreference()
    return {
        "channel": kept.channel,
        "muted": kept.muted,
        "quiet_from": kept.quiet_from,
        "quiet_until": kept.quiet_until,
    }


def _beside(person: Person) -> Data:
    records = person.course_records.select_related("course__centre")
    return {
        "steps_done": person.steps_done,
        "courses": [
            {"title": r.course.title, "centre": r.course.centre.name, "state": r.state}
            for r in records
        ],
        "created_at": person.created_at,
        "updated_at": person.updated_at,
    }


def _registration(person: Person | None) -> Data | None:
    said = getattr(person, "registration", None)
    return {name: getattr(said, name) for name in EDITABLE} if said else None


def _of(person: Person | None, name: str) -> Any:
    return getattr(person, name).select_related("organisation") if person else ()


def _enrolments(person: Person | None) -> Any:
    if person is None:
        return ()
    rows = person.enrolments.select_related(
        "intake__course__centre", "claim__decision__unit", "certificate"
    )
    return rows.prefetch_related("documents", "attendances", "follow_ups")


def _enrolment(row: Enrolment) -> Data:
    claim, certificate = getattr(row, "claim", None), getattr(row, "certificate", None)
    return {
        "course": row.intake.course.title,
        "centre": row.intake.course.centre.name,
        "first_day": row.intake.starts_on,
        "status": row.status,
        "reason": row.reason,
        "at": row.applied_at,
        "grade": row.grade,
        "score": row.score,
        "certificate": certificate and certificate.number,
        "papers": [{"name": d.name, "at": d.uploaded_at} for d in row.documents.all()],
        "attendance": [{"day": a.day, "state": a.state} for a in row.attendances.all()],
        "after_the_course": [
            {"months": f.months, "answer": f.answer, "at": f.answered_at}
            for f in row.follow_ups.all()
        ],
        "support": claim
        and {
            "route": claim.route,
            "group": claim.group,
            "insurance_decision": claim.insurance_decision,
            "distance_km": claim.distance_km,
            "study_days": claim.study_days,
            "amount": claim.amount,
            "lines": claim.lines,
            "decision": _decision(claim),
            "state": claim.state,
            "at": claim.claimed_at,
        },
    }


def _decision(claim: SupportClaim) -> Data | None:
    decision = getattr(claim, "decision", None)
    if decision is None:
        return None
    names = ("requested_on", "due_on", "decided_on", "outcome", "number", "reason")
    return {"commune": str(decision.unit), **{name: getattr(decision, name) for name in names}}


def _consent(consent: Consent) -> Data:
    return {
        "purpose": consent.purpose,
        "organisation": consent.organisation.name if consent.organisation else None,
        "text_version": consent.text_version,
        "given_at": consent.given_at,
        "withdrawn_at": consent.withdrawn_at,
    }


def _view(view: ContactView) -> Data:
    return {
        "at": view.at,
        "organisation": view.organisation.name if view.organisation else None,
        "reason": view.reason,
    }
