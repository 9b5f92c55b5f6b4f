"""How an official form looks from a day on: dated data that the administrator enters (ADR 0018)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.law import Confirmed, LegalAct, confirmation_constraint
from office.models.organisation import Organisation
from office.models.reference import DatedQuerySet, dated_constraint
from office.registers.labels import with_label
from office.registers.workflow import Refused
from office.registries import DATED_FORMS, form_title


class FormLayoutQuerySet(DatedQuerySet):
    def newest_of(self, form, kind, day):
        """The version of `form` in force on `day` for bodies of this kind; None where there is none."""
        return self.in_force(day).versions_of(form, kind).first()

    def versions_of(self, form, kind):
        """The versions of `form` for bodies of this kind; the first that holds on a day is the one of it.

        A version for one kind of body goes before one for all kinds; then the later first day counts.
        """
        return self.filter(form=form, kind__in=["", kind]).order_by("-kind", "-valid_from")


class FormLayout(Confirmed):
    """One version of an official form.

    `columns` are the printed columns in their order: [{key, heading, width in mm}]; `notes` one a line;
    `words` are the words of closed columns: {column: {code: word}}.
    """

    form = models.CharField(_("form"), max_length=60, editable=False)
    kind = models.CharField(
        _("kind of body"),
        max_length=20,
        choices=Organisation.Kind,
        blank=True,
        help_text=_("Empty: bodies of every kind that have no version of their own"),
    )
    title = models.TextField(_("title"))
    columns = models.JSONField(editable=False)
    notes = models.TextField(_("notes under the table"), blank=True)
    words = models.JSONField(default=dict, editable=False)
    act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("act")
    )
    point = models.CharField(_("point or annex of the act"), max_length=100, blank=True)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    source = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="successors",
        verbose_name=_("made from"),
    )
    entered_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_on = models.DateField(_("entered on"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FormLayoutQuerySet.as_manager()

    class Meta:
        ordering = ["form", "kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "kind", "valid_from"],
                name="one_layout_of_a_form_from_a_day",
                violation_error_message=_("This form already has a version for this kind from this day."),
            ),
            models.CheckConstraint(
                condition=Q(entered_on=None, entered_by=None, source=None)
                | Q(entered_on__isnull=False, entered_by__isnull=False, source__isnull=False),
                name="layout_was_shipped_or_made_from_another",
            ),
            dated_constraint("layout_ends_after_it_begins"),
            confirmation_constraint("layout"),
        ]

    def __str__(self):
        return _("%(form)s, from %(day)s") % {
            "form": self.title_line,
            "day": date_format(self.valid_from, "SHORT_DATE_FORMAT"),
        }

    def get_absolute_url(self):
        return reverse("layouts:record", args=[self.pk])

    @property
    @with_label(_("form"))
    def title_line(self):
        """The name of the form, as the office calls it."""
        return form_title(self.form)

    @property
    @with_label(_("kind of body"))
    def kind_words(self):
        return self.get_kind_display() if self.kind else _("every kind")

    @property
    @with_label(_("columns"))
    def column_lines(self):
        """The columns in their order, one a line, with the width in millimetres where they have one."""
        widths = DATED_FORMS[self.form].has_widths
        return "\n".join(
            f"{place}. {one['heading']}" + (f" ({one['width']:g})" if widths else "")
            for place, one in enumerate(self.columns, start=1)
        )

    @property
    @with_label(_("words of the scales"))
    def word_lines(self):
        return "\n".join("; ".join(words.values()) for words in self.words.values())

    @property
    def is_editable(self):
        """Until its first day, and on the day it was entered; a shipped version never."""
        today = clock.today()
        return self.entered_on is not None and (self.entered_on == today or self.valid_from > today)

    def holds_on(self, day):
        """Whether the day lies between its first and its last one, and it was entered by then: what was made
        before keeps the words it was printed and signed with.
        """
        is_known = self.entered_on is None or self.entered_on <= day
        return is_known and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def discard(self, *, by):
        """Delete a version that no paper can have used. Raises Refused."""
        if not self.is_editable:
            raise Refused(_("This version is in force: enter a later one."))
        if self.successors.exists():
            raise Refused(_("Another version was made from this one: delete that one first."))
        self.delete()
