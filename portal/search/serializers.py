"""The shapes in which search and typeahead answer, for the API's documentation."""

from rest_framework import serializers

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


class UnderstoodSerializer(serializers.Serializer):
    text = serializers.CharField(help_text="What is compared word by word.")
    phrases = serializers.ListField(child=serializers.CharField())
    excluded = serializers.ListField(child=serializers.CharField())
    concepts = NamedSerializer(many=True)


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
    limited = serializers.BooleanField(help_text="The search engine is away: a plain list.")


class SuggestionSerializer(NamedSerializer):
    code = serializers.CharField(help_text="ISCO-08 unit group of an occupation.")


class SuggestionsSerializer(PageSerializer):
    results = SuggestionSerializer(many=True)
