"""Legal acts and the values they set, each with the days it is in force. Never constants in code."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.request_memory import has_memory, read_once
from office.kyrgyz import month_day_words
from office.models.reference import DatedQuerySet, dated_constraint, in_reader_language
from office.registers.labels import with_label


class Confirmed(models.Model):
    """What nobody has proved says «to be confirmed» until somebody confirms it with name and day (LAW rule
    3).
    """

    confirmed = models.BooleanField(_("confirmed"), default=False)
    confirmed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    @with_label(_("confirmed"))
    def standing(self):
        """In words: confirmed, or to be confirmed."""
        return _("confirmed") if self.confirmed else _("to be confirmed")

    @property
    @with_label(_("name"))
    def name(self):
        """The name in the reader's language."""
        return str(self)

    def stand_by(self, person):
        """Whoever ticks «confirmed» answers for it with name and day; the caller saves."""
        if self.confirmed and self.confirmed_by is None:
            self.confirmed_by, self.confirmed_on = person, clock.today()
        elif not self.confirmed:
            self.confirmed_by = self.confirmed_on = None


def confirmation_constraint(what):
    """The rule of the database for a row of this kind: who confirmed and when are both there or neither."""
    both = Q(confirmed_by__isnull=False, confirmed_on__isnull=False)
    return models.CheckConstraint(
        condition=both | Q(confirmed_by=None, confirmed_on=None),
        name=f"{what}_is_confirmed_with_name_and_day",
    )


class LegalAct(Confirmed):
    """An act that printed texts cite. `number` is free text: `232`, `ПЖ № 137`, empty while unknown."""

    class Kind(models.TextChoices):
        CONSTITUTION = "constitution", _("constitution")
        CODE = "code", _("code of laws")
        LAW = "law", _("law")
        DECREE = "decree", _("decree")
        RESOLUTION = "resolution", _("resolution")
        ORDER = "order", _("order")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ORDER)
    title_ky = models.TextField(_("title in Kyrgyz"))
    title_ru = models.TextField(_("title in Russian"), blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["date", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="act_ends_after_it_begins",
                violation_error_message=_("The last day in force lies before the first."),
            ),
            confirmation_constraint("act"),
        ]

    def __str__(self):
        return in_reader_language(self.title_ky, self.title_ru)

    def get_absolute_url(self):
        return reverse("acts:record", args=[self.pk])


# What a value counts; the administrator may write another unit in words.
UNITS = {
    "days": _("calendar days"),
    "workdays": _("working days"),
    "months": _("months"),
    "som": _("som"),
    "people": _("people"),
    "letters": _("letters an hour"),
    "pt": _("points of print"),
    "pt: least, most": _("points of print: least, most"),
    "mm: left, right, top, bottom": _("millimetres: left, right, top, bottom"),
    "month-day": _("month and day"),
    "rule": _("rule"),
    "name": _("name"),
    "language": _("language"),
    "format": _("format"),
    "font": _("font"),
}


# Values that are a word of the law; another word the administrator writes stands as it is written.
WORDS = {
    "admitted": _("is admitted"),
    "forbidden": _("is forbidden"),
    "may_be_ended": _("correspondence may be ended"),
    "paper_envelope": _("in a paper envelope"),
    "ky": _("Kyrgyz"),
    "ru": _("Russian"),
}


# Values that people read and no program: `tests/office/test_law.py` keeps this list and the code apart.
TEXT_ONLY = frozenset(
    {
        "appeal_anonymous",
        "appeal_repeated",
        "authorised_body",
        "complaint_to_person_complained_of",
        "document_font",
        "document_language",
        "helper_data",
        "paper_size",
        "trust_box_analysis",
    }
)


class LegalValue(Confirmed):
    """A value the law sets (a term, a scale, a margin), in force from a day.

    What nobody has proved says so until somebody confirms it.
    """

    code = models.SlugField(_("code"), max_length=60)
    label_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    label_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    value = models.JSONField(_("value"))
    unit = models.CharField(_("measured in"), max_length=40, blank=True)
    act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="values", verbose_name=_("act")
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="one_legal_value_from_a_day",
                violation_error_message=_("This value already has an entry from this day."),
            ),
            dated_constraint("value_ends_after_it_begins"),
            confirmation_constraint("value"),
        ]

    def __str__(self):
        return in_reader_language(self.label_ky, self.label_ru)

    def get_absolute_url(self):
        return reverse("values:record", args=[self.pk])

    def clean(self):
        if self.unit == "month-day" and day_of_a_year(self.value) is None:
            raise ValidationError(
                {"value": _("Write the month and the day with a hyphen, for example 02-01.")}
            )
        if (count := SIZES.get(self.unit)) and not are_sizes(self.value, count):
            raise ValidationError(
                {"value": _("Write numbers from 1 to 100 in square brackets, as many as the unit names.")}
            )

    @property
    @with_label(_("measured in"))
    def unit_words(self):
        return UNITS.get(self.unit, self.unit)

    @property
    @with_label(_("use"))
    def use_words(self):
        """Whether the portal counts by this value or only shows it."""
        if self.code in TEXT_ONLY:
            return _("for people to read: the portal does not count by it")
        return _("the portal counts by it")

    @property
    @with_label(_("value"))
    def value_words(self):
        """The value in words: lists joined by semicolons, a day of every year as day and month."""
        if isinstance(self.value, list):
            return "; ".join(map(str, self.value))
        if self.unit == "month-day" and (day := day_of_a_year(self.value)):
            return month_day_words(day) if get_language() == "ky" else date_format(day, "MONTH_DAY_FORMAT")
        return WORDS.get(str(self.value), str(self.value))


SIZES = {"mm: left, right, top, bottom": 4, "pt: least, most": 2}  # what papers are printed by


def are_sizes(value, count: int) -> bool:
    """Whether the value is a list of `count` numbers from 1 to 100."""
    numbers = isinstance(value, list) and len(value) == count
    return numbers and all(type(one) in (int, float) and 1 <= one <= 100 for one in value)


def day_of_a_year(value) -> date | None:
    """The day of a leap year that `02-01` means, None when it means none."""
    try:
        return date.fromisoformat(f"2000-{value}")
    except ValueError:
        return None


def law_value(code: str, *, on):
    """The value of `code` in force on the day `on`. LookupError when the law sets none for that day."""
    for value, valid_from, valid_to in dated_values(code):
        if valid_from <= on and (valid_to is None or valid_to >= on):
            return value
    raise LookupError(f"no value of {code} in force on {on}")


def dated_values(code: str) -> list[tuple]:
    """(value, valid_from, valid_to) of a code, the newest first; a request that reads reads all codes at
    once.
    """
    rows = LegalValue.objects.order_by("-valid_from")
    if not has_memory():
        return list(rows.filter(code=code).values_list("value", "valid_from", "valid_to"))
    return read_once("law values", lambda: group_by_code(rows)).get(code, [])


def group_by_code(rows) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for code, *dated in rows.values_list("code", "value", "valid_from", "valid_to"):
        found.setdefault(code, []).append(tuple(dated))
    return found
