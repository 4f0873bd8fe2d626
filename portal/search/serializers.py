"""The shapes in which search and typeahead answer, for the API's documentation."""

from rest_framework import serializers

from portal.search.concepts import OCCUPATION, PLACE, SKILL
from portal.search.conditions import KINDS as CONDITIONS
from portal.search.relaxing import TEXTS
from portal.search.suggest import KINDS


class ResultSerializer(serializers.Serializer):
    """What vacancies and courses share; each type has further fields, as in its own list."""

    type = serializers.CharField()
    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.DictField()
    place = serializers.CharField()
    distance_km = serializers.FloatField(allow_null=True)
    highlights = serializers.DictField(
        child=serializers.CharField(), help_text="Safe HTML with <mark>."
    )


class FacetSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field, as DRF has it
    count = serializers.IntegerField()


class NamedSerializer(serializers.Serializer):
    type = serializers.ChoiceField(KINDS)
    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class UnderstoodConceptSerializer(NamedSerializer):
    type = serializers.ChoiceField((OCCUPATION, SKILL, PLACE, *CONDITIONS))


class RespelledSerializer(serializers.Serializer):
    typed = serializers.CharField()
    meant = serializers.CharField()


class UnderstoodSerializer(serializers.Serializer):
    text = serializers.CharField(help_text="What is compared word by word.")
    phrases = serializers.ListField(child=serializers.CharField())
    excluded = serializers.ListField(child=serializers.CharField())
    concepts = UnderstoodConceptSerializer(many=True)
    pay_min = serializers.IntegerField(allow_null=True, help_text="VND/month")
    respelled = RespelledSerializer(many=True, help_text="Words that were put right.")


class RelaxedSerializer(serializers.Serializer):
    """What was given up, since what was asked found nothing."""

    code = serializers.ChoiceField(list(TEXTS))
    text = serializers.CharField(help_text="The same as a sentence in the reader's language.")


class PageSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ResultsSerializer(PageSerializer):
    results = ResultSerializer(many=True)
    kinds = serializers.DictField(child=serializers.IntegerField(), help_text="Results by kind.")
    facets = serializers.DictField(
        child=FacetSerializer(many=True), help_text="Choices that would narrow, by parameter."
    )
    understood = UnderstoodSerializer()
    relaxed = RelaxedSerializer(allow_null=True)
    limited = serializers.BooleanField(help_text="The search engine is away: a plain list.")


class SuggestionSerializer(NamedSerializer):
    code = serializers.CharField(help_text="ISCO-08 unit group of an occupation.")


class SuggestionsSerializer(PageSerializer):
    results = SuggestionSerializer(many=True)
