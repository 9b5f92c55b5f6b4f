from dataclasses import replace

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.request_memory import read_once
from office.database.triggers import Guard, frozen_while
from office.models.reference import DatedQuerySet, Named, in_reader_language
from risks import score_rules


class Level(models.TextChoices):
    ZERO = "zero", _("zero")
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class Category(models.TextChoices):
    SYSTEMIC = "systemic", _("systemic (real)")
    POTENTIAL = "potential", _("potential")
    SITUATIONAL = "situational", _("situational")


class Effectiveness(models.TextChoices):
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class NamedReference(Named):
    """Reference data that says its name in Kyrgyz and Russian."""

    name_ky = models.TextField(_("name in Kyrgyz"))
    name_ru = models.TextField(_("name in Russian"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def words(self):
        """The name in the reader's language."""
        return str(self)

    words.fget.label = _("name")


class FunctionKind(NamedReference):
    """A kind of function that must be assessed (281 p.5). Lists are grouped under `heading`."""

    code = models.SlugField(_("code"), unique=True)
    heading = models.CharField(_("heading in the printed list"), max_length=200)
    position = models.PositiveSmallIntegerField(_("place in the printed list"))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["position"], name="function_kinds_in_order")]

    def get_absolute_url(self):
        return reverse("functions:record", args=[self.pk])

    @property
    def screen_heading(self):
        """The heading of a list on the screen; papers print `heading`, which is Kyrgyz."""
        return in_reader_language(self.heading, self.name_ru)


IN_USE = "SELECT 1 FROM risks_assessment a WHERE a.method_id = {method}"


class Method(NamedReference):
    """How a level is found: by choice (281) or as the sum of two scores (232). Old sheets keep the method
    they were made under.

    A new method is entered, not released: sheets of a day take the newest one in force on it.
    """

    GUARDS = (
        Guard(
            "a_method_in_use_keeps_its_rule",
            "UPDATE",
            "(OLD.code <> NEW.code OR OLD.uses_points <> NEW.uses_points OR OLD.residual_steps <> "
            "NEW.residual_steps "
            f"OR OLD.valid_from <> NEW.valid_from) AND EXISTS ({IN_USE.format(method='OLD.id')})",
        ),
    )

    code = models.SlugField(_("code"), unique=True)
    uses_points = models.BooleanField(_("the level follows from points"), default=True)
    residual_steps = models.PositiveSmallIntegerField(
        _("categories that strong control may take off"), default=0
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    end_act = models.TextField(
        _("act that ends it"),
        blank=True,
        help_text=_("Kind, number, date and point of the act that says from when the method no longer holds"),
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from"]

    def get_absolute_url(self):
        return reverse("methods:record", args=[self.pk])

    @classmethod
    def with_points_on(cls, day):
        """The method by which a sheet of that day is scored; None before the first such method."""
        return next((method for method in cls.in_force_on(day) if method.uses_points), None)

    @classmethod
    def chosen_on(cls, day):
        """The method by which people choose a level on that day; None once an act has ended it."""
        return next((method for method in cls.in_force_on(day) if not method.uses_points), None)

    @classmethod
    def in_force_on(cls, day):
        """The methods in force on a day, the newest first, with their bands."""
        return [
            method
            for method in reversed(cls.with_bands())
            if method.valid_from <= day and (method.valid_to is None or method.valid_to >= day)
        ]

    @classmethod
    def with_bands(cls):
        """All methods in the order of their days, bands with them; read once a request."""
        return read_once("methods", lambda: list(cls.objects.prefetch_related("bands")))

    @property
    def has_open_rule(self):
        """Whether its rule may still change: it has bands to set, and no sheet has been made under it."""
        return (
            self.uses_points
            and not apps.get_model("risks", "Assessment").unscoped.filter(method=self).exists()
        )

    @cached_property
    def rules(self):
        """MethodRules built from the rows of bands; the texts of scores are words of the matrix's form."""
        base_rules = score_rules.METHOD_232 if self.uses_points else score_rules.METHOD_281
        bands = tuple(
            score_rules.PointsBand(band.lowest, band.highest, band.level) for band in self.bands.all()
        )
        return replace(
            base_rules,
            code=self.code,
            starts=self.valid_from,
            bands=bands,
            levels=tuple(band.level for band in bands) or base_rules.levels,
            residual_steps=self.residual_steps,
        )

    def band_words(self):
        """«2–3 төмөнкү, 4 орточо, 5–6 жогорку»; a dash where people choose the level."""
        return ", ".join(f"{band} {band.get_level_display()}" for band in self.bands.all())

    band_words.label = _("bands of the sum")


class Band(models.Model):
    """Which sums give which level under a method (232 §4)."""

    GUARDS = frozen_while("a_band_of_a_method_in_use", IN_USE.format(method="{row}.method_id"))

    method = models.ForeignKey(Method, models.PROTECT, related_name="bands")
    level = models.CharField(max_length=10, choices=Level)
    rank = models.PositiveSmallIntegerField()  # 0 is the lowest category of the method
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["method", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["method", "level"], name="one_band_a_level"),
            models.CheckConstraint(condition=Q(lowest__lte=F("highest")), name="band_is_not_empty"),
        ]

    def __str__(self):
        return f"{self.lowest}–{self.highest}" if self.lowest < self.highest else str(self.lowest)


class Indicator(NamedReference):
    """An indicator of likelihood (232 p.14).

    The list is empty at delivery: the official text must be entered.
    """

    method = models.ForeignKey(Method, models.PROTECT, related_name="indicators")
    valid_from = models.DateField(_("in force from"), default=clock.today)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def get_absolute_url(self):
        return reverse("indicators:record", args=[self.pk])


class CatalogueEntry(NamedReference):
    """A line of the act's open catalogues: zones (281 p.6), sectors (p.7), sources of information (p.8),
    signs of corrupt conduct (p.10), barriers (p.14).
    """

    class Catalogue(models.TextChoices):
        ZONE = "zone", _("zones of corruption risk (p. 6)")
        SECTOR = "sector", _("sectors (p. 7)")
        SOURCE = "source", _("sources of information (p. 8)")
        SIGN = "sign", _("signs of corrupt conduct (p. 10)")
        BARRIER = "barrier", _("barrier measures (p. 14)")

    catalogue = models.CharField(_("catalogue"), max_length=10, choices=Catalogue)
    code = models.SlugField(_("code"), max_length=60)
    valid_from = models.DateField(_("in force from"), default=clock.today)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-catalogue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="one_catalogue_entry_a_code"),
            models.CheckConstraint(
                condition=Q(catalogue__in=["zone", "sector", "source", "sign", "barrier"]),
                name="catalogue_is_known",
            ),
        ]

    def get_absolute_url(self):
        return reverse("catalogues:record", args=[self.pk])


RANK = "(SELECT b.rank FROM risks_band b WHERE b.method_id = NEW.method_id AND b.level = NEW.{level})"
STEPS = "(SELECT m.residual_steps FROM risks_method m WHERE m.id = NEW.method_id)"
