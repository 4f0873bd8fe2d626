"""Texts in bodies, cleaned before any rule looks at them."""

from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from portal.textfold import nfc, nfc_lines


class LineField(serializers.CharField):
    """One line as it is stored, so that limits and "required" count what people see."""

    clean = staticmethod(nfc)

    def run_validation(self, data: Any = empty) -> Any:
        return super().run_validation(self.clean(data) if isinstance(data, str) else data)


class TextField(LineField):
    """Several lines."""

    clean = staticmethod(nfc_lines)
