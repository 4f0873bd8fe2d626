"""The fields that all listed documents share, so that one question can be asked of all of them."""

from typing import Any

from elasticsearch.dsl import (
    Boolean,
    Date,
    Document,
    GeoPoint,
    Integer,
    Keyword,
    Long,
    MetaField,
    Text,
)

from portal.search import analysis

FAR_FUTURE = "9999-12-31"
SHORT_TEXT = "short_text"
SIMILARITIES = {SHORT_TEXT: {"type": "BM25", "b": 0.2}}


def isco_groups(code: str) -> list[str]:
    """The ISCO groups of 2, 3 and 4 digits of an occupation, as documents write them."""
    return [f"isco:{code[:digits]}" for digits in (2, 3, 4)]


def prose(*, short: bool = False, **extra_fields: Any) -> Text:
    """Text that people search: as it is, without tone marks (`.folded`), in pairs (`.shingle`).

    `short`: a longer text says no less of what it is about, as with titles.
    """
    how: dict[str, Any] = {"similarity": SHORT_TEXT} if short else {}
    return Text(
        analyzer=analysis.exact,
        fields={
            # Offsets make highlighting cheap in long ads.
            "folded": Text(analyzer=analysis.folded, index_options="offsets", **how),
            "shingle": Text(analyzer=analysis.shingle, norms=False),
            **extra_fields,
        },
        **how,
    )


class ListedDocument(Document):
    """What public search lists. Money in VND/month; dates of the portal's time zone."""

    id = Keyword()
    type = Keyword()
    kind = Keyword()
    title = prose(short=True)
    organisation = prose()
    body = prose()
    place = prose()
    organisation_id = Keyword()
    occupations = Keyword()
    skills = Keyword()
    skills_optional = Keyword()
    places = Keyword()
    location = GeoPoint()
    island = Keyword()
    industry = Keyword()
    level = Keyword()
    education = Keyword()
    shifts = Keyword()
    welfare = Keyword()
    employment_type = Keyword()
    pay_min = Long()
    pay_max = Long()
    experience_months = Integer()
    published_at = Date()
    valid_through = Date()
    public = Boolean()

    class Meta:
        dynamic = MetaField("strict")


class ConceptDocument(Document):
    """An occupation, skill, place or organisation by every name people give it."""

    id = Keyword()
    type = Keyword()
    concept = Keyword()
    code = Keyword()
    label_vi = Keyword(index=False)
    label_en = Keyword(index=False)
    # What it is called in either language, and every name that people give it.
    label = Text(
        analyzer=analysis.exact,
        norms=False,
        fields={
            "typeahead": Text(
                analyzer=analysis.typeahead, search_analyzer=analysis.folded, norms=False
            ),
            "start": Text(analyzer=analysis.start, search_analyzer=analysis.whole, norms=False),
        },
    )
    name = prose(
        typeahead=Text(analyzer=analysis.typeahead, search_analyzer=analysis.folded, norms=False),
        start=Text(analyzer=analysis.start, search_analyzer=analysis.whole, norms=False),
        whole=Text(analyzer=analysis.whole, norms=False),
    )
    weight = Integer()
    valid_through = Date()
    public = Boolean()

    class Meta:
        dynamic = MetaField("strict")
