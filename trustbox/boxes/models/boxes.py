"""The boxes themselves, and where an appeal goes that is not for this organisation."""

from datetime import time

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.sqlite import in_kyrgyz_order
from office.models.reference import Named, in_reader_language


class BoxQuerySet(OwnedQuerySet):
    def in_use(self):
        return self.filter(removed_on=None)

    def everywhere(self):
        """The boxes of every organisation: where one hangs, anyone may know."""
        return self._allow(self.all())

    def first_days_below(self, organisation) -> dict:
        """{organisation below: the day its first box in use was set up}."""
        rows = self.everywhere().in_use().filter(organisation__path__startswith=organisation.path)
        rows = rows.exclude(organisation=organisation).order_by("-set_up_on")
        return dict(rows.values_list("organisation", "set_up_on"))


class Box(Owned):
    """A trust box: where it hangs, when people reach it, what the public is told (003 1.2, 3.1, 3.2)."""

    place_ky = models.CharField(
        _("place in Kyrgyz"), max_length=300, help_text=_("«Айыл өкмөтүнүн кире беришиндеги фойе»")
    )
    place_ru = models.CharField(_("place in Russian"), max_length=300, blank=True)
    opens = models.TimeField(_("open from"), default=time(8, 30))
    closes = models.TimeField(_("open until"), default=time(17, 30))
    notice_ky = models.TextField(
        _("notice to the public in Kyrgyz"),
        blank=True,
        help_text=_(
            "What the poster beside the box says: what for, when it is opened, how people are answered."
        ),
    )
    notice_ru = models.TextField(_("notice to the public in Russian"), blank=True)
    seal = models.CharField(_("number of the seal"), max_length=60, blank=True, editable=False)
    set_up_on = models.DateField(_("set up on"))
    removed_on = models.DateField(_("taken down on"), null=True, blank=True)

    unscoped, objects = make_managers(BoxQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="box_closes_after_it_opens",
                violation_error_message=_("The box closes before it opens: correct the hours."),
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(removed_on__gte=F("set_up_on")),
                name="box_is_taken_down_after_it_was_set_up",
                violation_error_message=_("A box cannot be taken down before it was set up."),
            ),
        ]

    def __str__(self):
        return in_reader_language(self.place_ky, self.place_ru)

    def get_absolute_url(self):
        return reverse("boxes:record", args=[self.pk])

    @property
    def hours(self):
        """«8:30–17:30», as the regulation writes it."""
        return f"{self.opens:%-H:%M}–{self.closes:%-H:%M}"

    hours.fget.label = _("hours")

    @property
    def is_quiet(self):
        return self.removed_on is not None

    @property
    def takes_more(self):
        """A box that hangs can be opened."""
        return self.removed_on is None

    def notice(self):
        return in_reader_language(self.notice_ky, self.notice_ru)


class Institution(Named, Owned):
    """An institution people are sent to (003 6.1): whoever works with the appeals must know where it is."""

    class Kind(models.TextChoices):
        STATE = "state", _("state institution")
        SOCIAL = "social", _("social institution")
        SPECIAL = "special", _("special institution")

    kind = models.CharField(_("kind of institution"), max_length=10, choices=Kind)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    competence = models.TextField(_("what it decides"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        ordering = ["kind", in_kyrgyz_order("name_ky"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["state", "social", "special"]), name="institution_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["organisation", "name_ky"],
                name="an_institution_stands_once_in_the_directory",
                violation_error_message=_("This institution already stands in the directory."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("institutions:record", args=[self.pk])
