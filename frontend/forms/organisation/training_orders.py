"""Forms of classes that employers order, and of what centres offer for them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.asking import READ, PlaceForm
from frontend.forms.base import LineField, choice_field, from_model, money
from frontend.forms.opened import OpenedForm
from frontend.forms.seeker.trades import trades
from portal.accounts.models import Organisation
from portal.reference.models import Occupation
from training.models import Course
from training.orders.models import OrderOffer, TrainingOrder
from training.orders.services import EDITABLE

ORDER = ("occupation", "place", "place_code", "learners", "starts_on", "ends_on", "answers_until")


class TrainingOrderForm(PlaceForm, OpenedForm):
    """Whom an employer needs, when, and what it commits to."""

    shown_at: ClassVar[dict[str, str]] = {"unit": "place"}
    read_place = staticmethod(meanings.units)

    occupation = LineField(
        label=gettext_lazy("Occupation to be taught"),
        help_text=gettext_lazy("As people say it: “thợ hàn”, “may công nghiệp”."),
        max_length=150,
    )
    place = LineField(
        label=gettext_lazy("Ward or commune of teaching"),
        help_text=gettext_lazy("Where your work is, or where the learners live."),
        max_length=150,
        error_messages={"required": gettext_lazy("Say in which ward or commune.")},
    )
    learners = from_model(TrainingOrder, "learners")
    starts_on = from_model(TrainingOrder, "starts_on")
    ends_on = from_model(TrainingOrder, "ends_on")
    answers_until = from_model(TrainingOrder, "answers_until")
    pay = money(TrainingOrder, "pay")
    hires = from_model(TrainingOrder, "hires")
    commitment = from_model(TrainingOrder, "commitment", widget=forms.Textarea(attrs={"rows": 4}))
    note = from_model(TrainingOrder, "note", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, employer: Organisation, **kwargs: Any) -> None:
        place = meanings.place_label(employer.unit_id or "")
        super().__init__(*args, initial={"place": place}, **kwargs)
        self.fields["pay"].required = True
        self.order_fields(ORDER)
        self.remember(None)

    def clean_occupation(self) -> str:
        """The occupation that is called so; else the names that are near it are told."""
        meant = trades(self.cleaned_data["occupation"][:READ])
        if meant.sure:
            return meant.sure
        names = ", ".join(label for _code, label in meant.choices)
        text = _("Write it as one of these: %(names)s.") % {"names": names}
        raise ValidationError(
            text if names else _("We know no such occupation. Name it in other words.")
        )

    def values(self) -> dict[str, Any]:
        """Fields of training.orders.services.EDITABLE."""
        data = self.cleaned_data
        occupation = Occupation.objects.filter(pk=data["occupation"]).first()
        given = {name: data[name] for name in EDITABLE if name in self.fields}
        unit = self.place_values().get("unit")
        return given | {"occupation": occupation, "unit": unit}


class OfferForm(OpenedForm):
    """What a centre offers for an order; it begins with what the employer wishes."""

    course = forms.TypedChoiceField(label=gettext_lazy("Your course"), coerce=int, empty_value=None)
    starts_on = from_model(OrderOffer, "starts_on")
    ends_on = from_model(OrderOffer, "ends_on")
    seats = from_model(OrderOffer, "seats")
    price = money(
        OrderOffer, "price", help_text=gettext_lazy("0 or empty: free of charge for the employer.")
    )
    note = from_model(OrderOffer, "note", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, order: TrainingOrder, centre: Organisation, **kwargs: Any
    ) -> None:
        initial = {
            "starts_on": order.starts_on,
            "ends_on": order.ends_on,
            "seats": order.learners,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.courses = {
            course.pk: course for course in Course.objects.public().filter(centre=centre)
        }
        fitting = set(
            Course.objects.filter(pk__in=self.courses, occupations=order.occupation_id).values_list(
                "pk", flat=True
            )
        )
        offered = sorted(self.courses.values(), key=lambda c: (c.pk not in fitting, c.title, c.pk))
        choice_field(self, "course").choices = [
            ("", _("choose")),
            *((course.pk, course.title) for course in offered),
        ]
        self.remember(None)

    def values(self) -> dict[str, Any]:
        """Fields of training.orders.services.OFFER_EDITABLE."""
        data = self.cleaned_data
        return {
            "course": self.courses.get(data["course"]),
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
            "seats": data["seats"],
            "price": data["price"] or 0,
            "note": data["note"],
        }
