"""Points of the law by which appeals and reports are classified: what is forbidden, which acts are offences,
kinds of corruption offences.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.models.law import Confirmed, LegalAct, confirmation_constraint
from office.models.reference import DatedQuerySet, dated_constraint, in_reader_language
from office.registers.labels import with_label


class ProvisionQuerySet(DatedQuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)


class Provision(Confirmed):
    """One point with its words, in force from a day to a day.

    `code` is the point as it is cited: «14.4»; `text_ky` the point to the letter.

    An appeal or a report points at it by a foreign key (or many-to-many); a form offers those in force on the
    day of the event: `Provision.objects.in_force(day).of_kind(Provision.Kind.PROHIBITION)`.
    """

    class Kind(models.TextChoices):
        CRIME = "crime", _("kind of corruption offence (standard, points 9–13)")
        PROHIBITION = "prohibition", _("prohibition (standard, point 14)")
        OFFENCE = "offence", _("offence that makes room for corruption (standard, point 19)")

    code = models.CharField(_("point"), max_length=20, help_text=_("As it is cited: 14.4"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    text_ky = models.TextField(_("whole text in Kyrgyz"), blank=True)
    act = models.ForeignKey(
        LegalAct, models.PROTECT, null=True, blank=True, related_name="provisions", verbose_name=_("act")
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["place", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="one_point_from_a_day",
                violation_error_message=_("This point already has an entry from this day."),
            ),
            dated_constraint("point_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind__in=["crime", "prohibition", "offence"]), name="kind_of_point_is_known"
            ),
            confirmation_constraint("point"),
        ]

    def __str__(self):
        return f"{self.code}. {self.words}"

    def get_absolute_url(self):
        return reverse("provisions:record", args=[self.pk])

    @property
    @with_label(_("name"))
    def words(self):
        """The name in the reader's language, without its number."""
        return in_reader_language(self.name_ky, self.name_ru)
