"""Folding inside PostgreSQL, for searches in names that nobody indexes."""

from django.db.models import CharField, Func


class Folded(Func):
    """`portal.textfold.fold` of a text column."""

    template = (
        "translate(regexp_replace(normalize(lower(%(expressions)s), NFD),"
        " '[\u0300-\u036f]', '', 'g'), 'đ', 'd')"
    )
    output_field = CharField()
