"""A person's own profile as JSON, both ways."""

from typing import Any

from rest_framework import serializers

from portal.api.bodies import StrictBody
from portal.api.fields import LineField, ListField, TextField
from portal.people.models import Consent, ContactView, JobWish, Person
from portal.people.services import PERSON_EDITABLE, WISH_EDITABLE
from portal.reference.models import Occupation, Skill, Unit
from portal.reference.serializers import ReferenceField, ReferencesField

MOST_PAY = 2_147_483_647  # ₫ a month; what the column holds


class CodesField(ListField):
    """Codes of a list; the services say which one is unknown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=60), max_length=50, **kwargs)


def _line(length: int) -> LineField:
    return LineField(required=False, allow_blank=True, max_length=length)


def _flag() -> serializers.BooleanField:
    return serializers.BooleanField(required=False)


class ExperienceSerializer(StrictBody):
    title = LineField(max_length=150)
    occupation = ReferenceField(Occupation, required=False, allow_null=True)
    employer = _line(150)
    months = serializers.IntegerField(min_value=0, max_value=720, default=0)


class WishSerializer(StrictBody):
    title = _line(150)
    occupations = ReferencesField(Occupation, required=False)
    places = CodesField(required=False)
    max_distance_km = serializers.IntegerField(required=False, min_value=1, max_value=500)
    pay_min = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_PAY, help_text="VND a month."
    )
    shifts = CodesField(required=False)
    employment_types = CodesField(required=False)
    needs_dormitory = _flag()
    needs_shuttle = _flag()
    overseas = _flag()
    train = _flag()


class ProfileSerializer(StrictBody):
    # Sent back as they were read, they are nobody's mistake.
    type = serializers.CharField(default="profile", read_only=True)
    id = serializers.IntegerField(read_only=True)
    full_name = _line(120)
    birth_date = serializers.DateField(required=False, allow_null=True)
    sex = serializers.ChoiceField(Person.Sex.choices, required=False, allow_blank=True)
    unit = ReferenceField(
        Unit, required=False, allow_null=True, help_text="Code of ward or commune."
    )
    hamlet = _line(150)
    rural = _flag()
    education = _line(60)
    cmkt = _line(60)
    major = _line(150)
    experience_months = serializers.IntegerField(required=False, min_value=0, max_value=720)
    languages = CodesField(required=False)
    soft_skills = CodesField(required=False)
    priority_groups = CodesField(required=False)
    about = TextField(required=False, allow_blank=True, max_length=3000)
    seeking = _flag()
    skills = ReferencesField(Skill, required=False)
    experiences = ListField(child=ExperienceSerializer(), required=False, max_length=50)
    wish = WishSerializer(required=False)


def profile_data(person: Person) -> dict[str, Any]:
    """What the person's own profile looks like outside."""
    wish = getattr(person, "wish", None) or JobWish()
    data: dict[str, Any] = {name: getattr(person, name) for name in PERSON_EDITABLE}
    data["unit"] = person.unit_id
    data["skills"] = sorted(person.skill_links.values_list("skill_id", flat=True))
    data["experiences"] = [
        {
            "title": row.title,
            "occupation": row.occupation_id,
            "employer": row.employer,
            "months": row.months,
        }
        for row in person.experiences.all()
    ]
    data["wish"] = {name: getattr(wish, name) for name in WISH_EDITABLE} | {
        "occupations": sorted(wish.occupations.values_list("pk", flat=True)) if wish.pk else []
    }
    return {"type": "profile", "id": person.pk, **data}


class ConsentSerializer(serializers.ModelSerializer):
    purpose_label = serializers.CharField(source="get_purpose_display", read_only=True)
    organisation_name = serializers.CharField(
        source="organisation.name", read_only=True, default=None, allow_null=True
    )

    class Meta:
        model = Consent
        fields = ["purpose", "purpose_label", "organisation", "organisation_name", "given_at"]
        read_only_fields = fields


class ContactViewSerializer(serializers.ModelSerializer):
    type = serializers.CharField(default="contact_view", read_only=True)
    organisation = serializers.CharField(
        source="organisation.name", read_only=True, default=None, allow_null=True
    )

    class Meta:
        model = ContactView
        fields = ["type", "id", "at", "organisation", "reason"]
        read_only_fields = fields
