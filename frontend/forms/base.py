"""What forms share: fields made from models, and a place for what services refuse."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.forms.utils import ErrorDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from frontend import formats
from frontend.fields import DayField, MoneyField
from portal.reference import codes
from portal.reference.fields import CodeField, CodesField
from portal.sealed import SealedCodesField
from portal.textfold import nfc, nfc_lines

T = TypeVar("T")
LIMITS = ("min_value", "max_value")
NO_EMAIL = _("This is no e-mail address. Write it like ten@example.com.")
NO_WEBSITE = _("This is no web address. Write it like www.example.com.")


class LineField(forms.CharField):
    """One line of text as it is stored, so that its length is counted as people see it."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines as they are stored; browsers send two characters for an end of line."""

    def to_python(self, value: Any) -> str:
        return nfc_lines(super().to_python(value) or "")


class ServiceForm(forms.Form):
    """A form whose rules stand in a service: what that refuses is shown at the fields."""

    shown_at: ClassVar[dict[str, str]] = {}
    """Form fields that stand for fields of the service under another name."""

    def __init__(self, *args: Any, judged: bool = True, **kwargs: Any) -> None:
        """Not `judged`: shows what was typed and what it may mean, without saying what is wrong."""
        super().__init__(*args, **kwargs)
        self.judged = judged
        self.unread: set[str] = set()

    @property
    def errors(self) -> ErrorDict:
        return super().errors if self.judged else ErrorDict()

    def saved(self, write: Callable[[], T]) -> T | None:
        """What `write` made of the values, or None: then everything that is wrong is shown at once.

        Where the form itself could not read some fields, `write` is tried as if they had been left
        empty, only to hear what its service says of the others; nothing of that stays.
        """
        fine = self.is_valid()
        self.unread |= set(self.fields) - set(self.cleaned_data)
        self.cleaned_data |= {name: self.fields[name].to_python(None) for name in self.unread}
        try:
            with transaction.atomic():
                made = write()
                transaction.set_rollback(not fine)
        except ValidationError as error:
            self.refuse(error)
            return None
        return made if fine else None

    def add_error(self, field: str | None, error: Any) -> None:
        """As in any form, with limits written as the reader writes numbers."""
        whole = ValidationError(error)
        for single in getattr(whole, "error_list", ()):
            limit = (single.params or {}).get("limit_value")
            if single.code in LIMITS and isinstance(limit, int):
                single.params = {**single.params, "limit_value": formats.number(limit)}
        super().add_error(field, whole)

    def refuse(self, error: ValidationError) -> None:
        """Shows what a service raised; also on a form that was not sent yet."""
        if not self.is_bound:
            self.cleaned_data: dict[str, Any] = {}
        if hasattr(error, "error_dict"):
            by_field = error.error_dict
        else:
            by_field = {NON_FIELD_ERRORS: error.error_list}
        for name, errors in by_field.items():
            name = self.shown_at.get(name, name)
            # What the form says of a text that it could not read tells more.
            if name not in self.unread:
                self.add_error(name if name in self.fields else None, errors)


def choice_field(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of a form that offers choices."""
    return cast(forms.ChoiceField, form.fields[name])


def offered(form: forms.Form, name: str) -> dict[str, Any]:
    """The codes that a field offers, each with its label."""
    return dict(cast(Any, form.fields[name]).choices)


def _field(model: type[models.Model], name: str) -> models.Field:
    return cast(models.Field, model._meta.get_field(name))


def label_of(model: type[models.Model], name: str) -> Any:
    """What a field of a model is called on screen."""
    return capfirst(_field(model, name).verbose_name)


def from_model(model: type[models.Model], name: str, **kwargs: Any) -> Any:
    """The form field for a field of a model, with its label, help and limits."""
    field = _field(model, name)
    label = label_of(model, name)
    if isinstance(field, CodesField | SealedCodesField):
        return CodesChoice(field.list_name, label=label, **kwargs)
    if isinstance(field, CodeField):
        return CodeChoice(field.list_name, label=label, required=not field.blank, **kwargs)
    if isinstance(field, models.TextField):
        kwargs.setdefault("form_class", TextField)
    elif type(field) is models.CharField:
        kwargs.setdefault("form_class", LineField)
    elif isinstance(field, models.DateField):
        kwargs.setdefault("form_class", DayField)
    elif isinstance(field, models.IntegerField):
        kwargs = _limits(field) | kwargs
    elif isinstance(field, models.EmailField):
        kwargs.setdefault("error_messages", {"invalid": NO_EMAIL})
    return field.formfield(**kwargs)


def _limits(field: models.Field) -> dict[str, int]:
    """`min_value` and `max_value` that a number of a model keeps to, the narrowest of each."""
    least = [v.limit_value for v in field.validators if isinstance(v, MinValueValidator)]
    most = [v.limit_value for v in field.validators if isinstance(v, MaxValueValidator)]
    return {"min_value": max(least), "max_value": min(most)}


def money(model: type[models.Model], name: str, **kwargs: Any) -> MoneyField:
    """An amount in VND, written as people write money."""
    return MoneyField(
        label=label_of(model, name), required=False, **_limits(_field(model, name)), **kwargs
    )


NOT_STATED = _("not stated")


class CodeChoice(forms.ChoiceField):
    """One code of a reference list; an optional one may be left open."""

    def __init__(
        self,
        list_name: str,
        *,
        empty: Any = NOT_STATED,
        **kwargs: Any,
    ) -> None:
        def offered() -> list[tuple[str, Any]]:
            radios = isinstance(self.widget, forms.RadioSelect)
            first = [] if self.required and (self.initial or radios) else [("", empty)]
            return [
                *first,
                *codes.choices(list_name),
            ]

        super().__init__(choices=offered, **kwargs)


class CodesChoice(forms.MultipleChoiceField):
    """Several codes of a reference list, or of one group in it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, list_name: str, *, group: str = "", **kwargs: Any) -> None:
        def offered() -> list[tuple[str, str]]:
            entries = codes.entries(list_name)
            return [
                (code, label)
                for code, label in codes.choices(list_name)
                if not group or entries[code].extra.get("group") == group
            ]

        super().__init__(choices=offered, required=False, **kwargs)
