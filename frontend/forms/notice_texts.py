"""What messages say, as staff edit it."""

from typing import Any

from django import forms

from frontend.forms.base import ServiceForm, from_model
from portal.accounts.models import User
from portal.notices.models import NoticeText
from portal.notices.texts import FIELDS, Words, set_words


class NoticeTextForm(ServiceForm):
    """One kind of message in one language."""

    subject = from_model(NoticeText, "subject")
    text = from_model(NoticeText, "text", widget=forms.Textarea(attrs={"rows": 3}))
    email = from_model(NoticeText, "email", widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, words: Words, language: str, **kwargs: Any) -> None:
        initial = {name: getattr(words, name) for name in FIELDS}
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def save(self, *, kind: str, language: str, by: User) -> NoticeText:
        """Puts it in force. Raises ValidationError by field."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        return set_words(kind=kind, language=language, values=values, by=by)
