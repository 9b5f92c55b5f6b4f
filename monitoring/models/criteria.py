"""The criteria as dated data.

A later order comes as a new set; what was monitored under an earlier one keeps it.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from office.database.triggers import Guard
from office.models.reference import DatedQuerySet, Named, dated_constraint, in_reader_language
from office.registers.labels import with_label


def never_changed_guards(what: str) -> tuple[Guard, ...]:
    """The words of an act are entered once: a later act is a new set."""
    return Guard(f"{what}_is_never_changed", "UPDATE"), Guard(f"{what}_is_never_deleted", "DELETE")


class ActText(models.Model):
    """A text of the act in Kyrgyz, with our translation where there is one."""

    text_ky = models.TextField(_("text in Kyrgyz"))
    text_ru = models.TextField(_("text in Russian"), blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return in_reader_language(self.text_ky, self.text_ru)

    @property
    @with_label(_("text"))
    def text(self):
        """The text in the reader's language."""
        return str(self)


class CriteriaSetQuerySet(DatedQuerySet):
    def newest(self, day):
        """The set that monitorings begun on this day take, or None."""
        return self.in_force(day).order_by("-valid_from", "-pk").first()


class CriteriaSet(Named):
    """The criteria of one order, in force from a day.

    Monitorings take the newest set of the day and keep it.
    """

    GUARDS = never_changed_guards("a_set_of_criteria")

    code = models.SlugField(_("code"), unique=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [dated_constraint("criteria_end_after_they_begin")]

    def get_absolute_url(self):
        return reverse("criteria:record", args=[self.pk])

    @property
    @with_label(_("name"))
    def name(self):
        return str(self)

    @cached_property
    def all_criteria(self):
        """Every criterion in the order of the table, each with its heading. One query."""
        return list(self.criteria.select_related("heading").order_by("number"))

    @cached_property
    def all_bands(self):
        return list(self.bands.order_by("lowest"))

    @cached_property
    def all_indicators(self):
        """The heads of the columns, the best score first."""
        return list(self.indicators.order_by("-score"))

    @property
    @with_label(_("criteria"))
    def count(self):
        return len(self.all_criteria)

    @property
    def most(self):
        """The highest total there can be."""
        return self.count * score_rules.MOST

    def band_of(self, points):
        """The Band of a total; None while there is none. ValueError("total_out_of_range")."""
        place = score_rules.band_for(points, self.limits, self.count)
        return None if place is None else self.all_bands[place]

    @property
    def limits(self):
        """The least totals of the bands, rising."""
        return [band.lowest for band in self.all_bands]


class Heading(ActText):
    """A heading of the table, a direction of the monitoring; `short` names it on charts."""

    GUARDS = never_changed_guards("a_heading_of_criteria")

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="headings")
    number = models.PositiveSmallIntegerField(_("number"))
    short_ky = models.CharField(_("short name in Kyrgyz"), max_length=40)
    short_ru = models.CharField(_("short name in Russian"), max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number"], name="one_heading_a_number")
        ]

    @property
    def short(self):
        return in_reader_language(self.short_ky, self.short_ru)


class Criterion(ActText):
    """A criterion under its heading, numbered through the whole table."""

    GUARDS = never_changed_guards("a_criterion")

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="criteria")
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField(_("number"))
    documents = models.TextField(_("documents that show it"), blank=True)
    about_recommendations = models.BooleanField(
        _("judges how earlier recommendations were answered"), default=False
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number"], name="one_criterion_a_number")
        ]

    def __str__(self):
        return f"{self.number}. {self.text_here}"

    @property
    def text_here(self):
        """The text in the reader's language, without the number."""
        return super().__str__()

    @property
    def is_about_media(self):
        """Whether it asks what was published; the act says so in its words, criterion 22 of order 158."""
        return "массалык маалымат каражаттарында" in self.text_ky


class Indicator(ActText):
    """What a score means: the head of its column."""

    GUARDS = never_changed_guards("an_indicator")

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="indicators")
    score = models.PositiveSmallIntegerField(_("score"))

    class Meta:
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "score"], name="one_indicator_a_score"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="indicator_is_of_a_known_score"),
        ]


class Band(ActText):
    """Totals from `lowest` up to the next band, with the sentence of the act."""

    GUARDS = never_changed_guards("a_band_of_totals")

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="bands")
    rank = models.PositiveSmallIntegerField(_("band"))
    lowest = models.PositiveSmallIntegerField(_("from"))

    class Meta:
        ordering = ["lowest"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "rank"], name="one_band_a_rank"),
            models.UniqueConstraint(fields=["criteria_set", "lowest"], name="one_band_a_least_total"),
        ]
