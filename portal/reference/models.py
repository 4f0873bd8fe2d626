"""Lists that everybody speaks in: places, occupations, skills, codes and legal rates."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.textfold import fold


class ValidityQuerySet(models.QuerySet):
    """Rows that carry the dates between which they hold."""

    def valid_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )


class Dated(models.Model):
    """A row that holds from a day to a day, both included; open where empty."""

    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """What ValidityQuerySet.valid_on() selects, for a row at hand."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until >= day
        )


class Labelled(models.Model):
    """Something named in Vietnamese and English, with the other words people use for it."""

    label_vi = models.CharField(max_length=250)
    label_en = models.CharField(max_length=250)
    synonyms_vi = ArrayField(models.CharField(max_length=250), default=list, blank=True)
    synonyms_en = ArrayField(models.CharField(max_length=250), default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return self.label_en if get_language() == "en" else self.label_vi


class Province(Dated):
    """A province or centrally run city after the reform of 1 July 2025."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    full_name = models.CharField(max_length=120)
    full_name_en = models.CharField(max_length=120)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.full_name_en if get_language() == "en" else self.full_name

    @property
    def short_name(self) -> str:
        """Without its kind, in the reader's language: as it ends an address."""
        return self.name_en if get_language() == "en" else self.name


class Unit(Dated):
    """A ward, commune or special zone of today, with its official code and centroid."""

    class Kind(models.TextChoices):
        WARD = "ward", _("Ward")
        COMMUNE = "commune", _("Commune")
        SPECIAL_ZONE = "special_zone", _("Special zone")

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=120)
    full_name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    province = models.ForeignKey(Province, models.PROTECT, related_name="units")
    lat = models.FloatField()
    lon = models.FloatField()
    island = models.BooleanField(help_text="Reached only by boat or a long ferry.")
    wage_region = models.CharField(
        max_length=3, blank=True, help_text="Minimum wage region I–IV, where known."
    )

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["province", "name"])]

    def __str__(self) -> str:
        return self.full_name_en if get_language() == "en" else self.full_name

    @property
    def short_name(self) -> str:
        """Without its kind where the reader's language has such a name."""
        return self.full_name_en if get_language() == "en" else self.name

    @property
    def is_rural(self) -> bool:
        """Communes count as rural in the rules of training support (Decision 46/2015)."""
        return self.kind == self.Kind.COMMUNE


class FormerDistrict(Dated):
    """A district that people still name though it was abolished on 1 July 2025."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    province = models.ForeignKey(Province, models.PROTECT, related_name="former_districts")
    units = models.ManyToManyField(Unit, through="DistrictUnit", related_name="former_districts")

    ENGLISH_KINDS: ClassVar[dict[str, str]] = {"city": "City", "town": "Town"}

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.full_name_en if get_language() == "en" else self.full_name

    @property
    def full_name_en(self) -> str:
        """`An Duong District`, written as the wards and communes of today are in English."""
        return f"{fold(self.name).title()} {self.ENGLISH_KINDS.get(self.kind, 'District')}"


class DistrictUnit(models.Model):
    """How much of a unit of today lay in a former district."""

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        LOW = "low"

    district = models.ForeignKey(FormerDistrict, models.CASCADE, related_name="links")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="district_links")
    share = models.FloatField(help_text="Part of the unit that lay in the district, 0–1.")
    confidence = models.CharField(max_length=6, choices=Confidence)
    source = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "unit"], name="district_unit_once"),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="district_unit_share_0_1"
            ),
        ]


class IndustrialPark(Dated):
    """An industrial park, cluster, economic zone or port area, as a place to work."""

    id = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    synonyms = ArrayField(models.CharField(max_length=150), default=list, blank=True)
    kind = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="industrial_parks")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class PlaceSynonym(models.Model):
    """Another name that people write for a place; `place` is the code of any kind of place."""

    place = models.CharField(max_length=60, db_index=True)
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="place_name_once")]


class Occupation(Labelled, Dated):
    """An occupation with a stable id of our own and its ISCO-08 unit group.

    VSCO (Decision 34/2020/QĐ-TTg) follows ISCO-08 in the groups 2–9.
    """

    id = models.SlugField(max_length=60, primary_key=True)
    isco_code = models.CharField(max_length=4, db_index=True)
    skills: "models.ManyToManyField[Skill, OccupationSkill]" = models.ManyToManyField(
        "Skill", through="OccupationSkill", related_name="occupations"
    )

    class Meta:
        ordering = ["label_vi"]
        indexes = [GinIndex(fields=["synonyms_vi"])]


class Skill(Labelled, Dated):
    """Something that a person can do or knows, that an ad asks for or a course teaches."""

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        KNOWLEDGE = "knowledge", _("Knowledge")
        TOOL = "tool", _("Tool or machine")
        LANGUAGE = "language", _("Language")
        LICENCE = "licence", _("Licence or certificate")

    id = models.SlugField(max_length=60, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["label_vi"]


class OccupationSkill(models.Model):
    """That an occupation needs a skill, or is helped by it."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="occupation_links")
    essential = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_skill_once")
        ]


class Code(Labelled, Dated):
    """One entry of a short code list (education, shifts, welfare …); codes keep their meaning."""

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["list", "order"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="code_once_per_list")]


class LegalRate(Dated):
    """An amount or limit set by law; an unverified one is shown as provisional (“tạm tính”)."""

    code = models.CharField(max_length=60)
    scope = models.CharField(max_length=60, blank=True, help_text="Region, group or other case.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    unit = models.CharField(max_length=40)
    legal_source = models.CharField(max_length=250)
    verified = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["code", "scope", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "scope", "valid_from"], name="rate_once")
        ]
