"""When people are received in person and which telephone they may ring: shown on the organisation's open page
(004 criterion 22).
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.models.reference import in_reader_language
from office.registers.labels import with_label


class ReceptionQuerySet(OwnedQuerySet):
    def current(self):
        return self.filter(ended_on=None)


class Reception(Owned):
    """A line of the schedule: who receives on which day of the week, or the
    telephone that is answered then.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("personal reception of citizens")
        PUBLIC = "public", _("public reception room")
        TELEPHONE = "telephone", _("trust telephone line")

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")

    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    holder_ky = models.CharField(
        _("who receives, in Kyrgyz"),
        max_length=200,
        help_text=_("Post, surname and initials, as on the door"),
    )
    holder_ru = models.CharField(_("who receives, in Russian"), max_length=200, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday)
    starts = models.TimeField(_("from (hour)"))
    ends = models.TimeField(_("until (hour)"))
    place = models.CharField(_("room or address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    ended_on = models.DateField(_("held no more since"), null=True, blank=True)

    unscoped, objects = make_managers(ReceptionQuerySet)

    class Meta:
        ordering = ["kind", "weekday", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["personal", "public", "telephone"]), name="kind_of_a_reception_is_known"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 6)), name="a_reception_is_held_on_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="a_reception_ends_after_it_starts",
                violation_error_message=_("The reception ends before it starts: correct the hours."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="telephone") | ~Q(telephone=""),
                name="a_trust_telephone_has_its_number",
                violation_error_message=_("A trust telephone needs its number."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.holder}"

    def get_absolute_url(self):
        return reverse("receptions:record", args=[self.pk])

    @property
    @with_label(_("who receives"))
    def holder(self):
        return in_reader_language(self.holder_ky, self.holder_ru)

    @property
    @with_label(_("hours"))
    def hours(self):
        return f"{self.starts:%-H:%M}–{self.ends:%-H:%M}"

    @property
    def is_quiet(self):
        return self.ended_on is not None
