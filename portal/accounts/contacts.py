"""Phones and e-mail addresses in every way people type them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.textfold import nfc

REGION = "VN"
# Spaces of any kind, dots, dashes, brackets, slashes, and the marks that copying brings along.
_SEPARATORS = re.compile(r"[\s.\-‐-―−·,()\[\]/\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
# Mobile numbers lost their eleventh digit in 2018 (plan 798/QĐ-BTTTT); people still keep them.
_OLD_PREFIXES = {f"016{n}": f"03{n}" for n in range(2, 10)} | {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0126": "076",
    "0127": "081",
    "0128": "078",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_LOOKS_LIKE_PHONE = re.compile(r"^\+?\d+$")


@dataclass(frozen=True)
class Contact:
    """Where a code can go: exactly one of a phone (E.164) and an e-mail address (lower case)."""

    phone: str = ""
    email: str = ""

    @property
    def text(self) -> str:
        return self.phone or self.email


def _digits(text: str) -> str:
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    digits = "".join(str(unicodedata.decimal(c, c)) for c in plain)
    bare = re.sub(r"^(\+84|0084|84)(?=0?[1-9])0?", "0", digits)
    for old, new in _OLD_PREFIXES.items():
        if len(bare) == 11 and bare.startswith(old):
            return new + bare[len(old) :]
    return digits


def parse_phone(text: str) -> str:
    """The number in E.164, from "0912 345 678", "+84 912…", "84912…", "０９１２…", "0168…".

    Numbers of other countries need their "+". Raises ValidationError with code `invalid_phone`.
    """
    try:
        number = phonenumbers.parse(_digits(text), REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            _("This is no phone number. Write it like 0912 345 678, or +81 90… from abroad."),
            code="invalid_phone",
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse_mobile(text: str) -> str:
    """A number that can receive a code by SMS. Raises ValidationError, also for a landline."""
    phone = parse_phone(text)
    kind = phonenumbers.number_type(phonenumbers.parse(phone))
    if kind in {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
    }:
        raise ValidationError(
            _("A landline cannot receive a code. Give a mobile number."), code="landline"
        )
    return phone


def parse_contact(text: str, *, any_phone: bool = False) -> Contact:
    """A mobile number or an e-mail address, whichever was typed; with `any_phone` also a landline,
    where a person calls and no code is sent.

    Raises ValidationError that says how to write it.
    """
    plain = nfc(unicodedata.normalize("NFKC", text))
    if "@" in plain:
        email = plain.lower()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(
                _("This e-mail address is not complete. Write it like ten@gmail.com."),
                code="invalid_email",
            ) from None
        return Contact(email=email)
    if not _LOOKS_LIKE_PHONE.match(_digits(plain)):
        raise ValidationError(
            _("Give a phone number like 0912 345 678, or an e-mail address like ten@gmail.com."),
            code="invalid_contact",
        )
    return Contact(phone=parse_phone(plain) if any_phone else parse_mobile(plain))


class PhoneField(forms.CharField):
    """A mobile number; cleans to E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Phone number"))
        attrs = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return parse_mobile(text) if text else ""


class ContactField(forms.CharField):
    """A mobile number or an e-mail address; cleans to a Contact."""

    default_error_messages = {
        "required": gettext_lazy("Give your phone number or e-mail address."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Phone number or e-mail"))
        # No type=tel or inputmode: the keyboard must offer both digits and letters.
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Contact:
        return parse_contact(super().clean(value))
