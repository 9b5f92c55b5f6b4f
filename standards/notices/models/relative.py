"""Close relationships, and notices of a relative in subordination."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.models.reference import DatedQuerySet, Named, dated_constraint
from office.registers.labels import with_label
from standards.notices.models.notice import SignedNotice, notice_guards
from standards.notices.models.notice_to_head import NoticeToHead


class Kin(Named):
    """A relationship that counts as close (000 p.19.2): the law's own list, dated and kept by the
    administrator (LAW rule 56).
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120, blank=True)
    close = models.BooleanField(
        _("close relative"), default=True, help_text=_("No: a relative, but not a close one (000 p. 19.2).")
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-close", "pk"]
        constraints = [dated_constraint("kin_ends_after_it_begins")]

    def get_absolute_url(self):
        return reverse("kin:record", args=[self.pk])

    @property
    @with_label(_("name"))
    def name(self):
        return str(self)

    @property
    def is_quiet(self):
        return self.valid_to is not None


class Relative(NoticeToHead):
    """A relative in direct subordination or under one's control (000 p.14.6)."""

    class Direction(models.TextChoices):
        UNDER_ME = "under_me", _("the relative is under me or under my control")
        OVER_ME = "over_me", _("I am under the relative or under their control")

    BOOK = SPACE = "relatives"
    POINT = "14.6"
    NEEDED = ("relative", "kin", "direction", "relative_post")
    GUARDS = notice_guards(
        "relative",
        "author_id",
        "relative",
        "kin_id",
        "direction",
        "relative_post",
        "since",
        "note",
        "about_head",
    )

    kin = models.ForeignKey(
        Kin, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who it is to you")
    )
    relative = models.CharField(_("surname and name of the relative"), max_length=200, blank=True)
    relative_post = models.CharField(_("where the relative works, as what"), max_length=300, blank=True)
    direction = models.CharField(_("who is under whom"), max_length=10, choices=Direction, blank=True)
    since = models.DateField(_("since when"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(NoticeToHead.Meta):
        verbose_name = _("notice of a relative in subordination")
        constraints = [
            *SignedNotice.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft") | Q(kin__isnull=False) & ~Q(relative="") & ~Q(direction=""),
                name="given_relative_has_name_kin_and_direction",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["", "under_me", "over_me"]), name="relative_direction_is_known"
            ),
        ]
