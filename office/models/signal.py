"""Signals: information from a source about a function of an organisation, without names of any kind."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned

# Nine digits and more are a telephone, a passport or a personal number; years and numbers of orders are
# shorter.
TRACES = (re.compile(r"\S@\S"), re.compile(r"(?:\d[\s()+-]*){9,}"))
# «А. А. Асанов», «Асанова Гүлнара», «Асанбек уулу»
NAMES = (
    re.compile(r"\b[А-ЯЁҢӨҮ]\.\s?(?:[А-ЯЁҢӨҮ]\.\s?)?[А-ЯЁҢӨҮ][а-яёңөү]+"),
    re.compile(r"\b[А-ЯЁҢӨҮ][а-яёңөү]+(?:ов|ев|ова|ева|бек|бай)\s+[А-ЯЁҢӨҮ][а-яёңөү]+"),
    re.compile(r"\b[А-ЯЁҢӨҮ][а-яёңөү]+\s+(?:уулу|кызы)\b"),
)


def without_identity(text):
    """Raise ValidationError for a text that carries a telephone, a personal number or an e-mail address."""
    if any(trace.search(text) for trace in TRACES):
        raise ValidationError(
            _("A signal never says who: take out the telephone, the personal number or the e-mail address.")
        )


def names_somebody(text) -> bool:
    """Tell whether the text looks as if it named a person; a person has to judge."""
    return any(name.search(text) for name in NAMES)


class Signal(Owned):
    """A source of information on corruption (281 p.8), without any name: the day, which source, which
    function and zone, a short note.

    The three codes are those of the register's catalogues. The row has no person and no room for one; nothing
    leads back to an appeal.
    """

    day = models.DateField(_("day"), default=clock.today)
    source = models.SlugField(_("source of information (281 p. 8)"), max_length=60)
    function = models.SlugField(_("kind of function (281 p. 5)"), max_length=60, blank=True)
    zone = models.SlugField(_("zone of corruption risk (281 p. 6)"), max_length=60, blank=True)
    note = models.CharField(
        _("short note"),
        max_length=300,
        blank=True,
        validators=[without_identity],
        help_text=_(
            "What happens where. No names, no telephones, no addresses: neither of who told it nor of "
            "whom it is about."
        ),
    )

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "function", "zone"], name="signal_by_function_and_zone")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="signal_says_its_source"),
            models.CheckConstraint(
                condition=~Q(function="", zone=""),
                name="signal_says_its_function_or_zone",
                violation_error_message=_(
                    "Choose the kind of function or the zone: by them a signal finds its risks."
                ),
            ),
        ]

    def __str__(self):
        return " · ".join(filter(None, [f"{self.day:%d.%m.%Y}", self.note]))

    def get_absolute_url(self):
        return reverse("signals:record", args=[self.pk])

    # The catalogues are the register's: it reads signals annotated with `source_text`, `function_text` and
    # `zone_text`.

    @property
    def source_words(self):
        return getattr(self, "source_text", None) or self.source

    source_words.fget.label = _("source of information (281 p. 8)")

    @property
    def function_words(self):
        return getattr(self, "function_text", None) or self.function

    function_words.fget.label = _("kind of function (281 p. 5)")

    @property
    def zone_words(self):
        return getattr(self, "zone_text", None) or self.zone

    zone_words.fget.label = _("zone of corruption risk (281 p. 6)")

    @classmethod
    def keep(cls, organisation, **values):
        """Store an anonymous signal. Raises ValidationError when the note contains identifying data."""
        signal = cls(organisation=organisation, **values)
        signal.full_clean()
        signal.save()
        return signal
