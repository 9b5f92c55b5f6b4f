"""Lists that an order on paper approved before the portal: number, date and scan, so that a body's first year
has a list in force.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.registries import FORMS
from office.roles import Act


class PaperListQuerySet(OwnedQuerySet):
    # A body above reads that a body below has a list in force.
    RELEASED = Q(state="kept")

    def kept(self):
        return self.filter(state=PaperList.State.KEPT)

    def in_force_on(self, day):
        """Approved on or before the day, the newest first."""
        return self.kept().filter(date__lte=day).order_by("-date", "-pk")


class PaperList(Workflow, Owned):
    """One list as an order on paper approved it.

    The scan is the list: nothing of it is counted or compared. A row entered by mistake is taken back with
    its ground and stays.
    """

    class Form(models.TextChoices):
        VILLAGE_LIST = "risks/village-list", _("list of cases and situations (2026)")
        ANNEX_1 = "risks/annex-1", _("list of risks, annex 1 of order 281")
        ANNEX_2 = "positions/annex-2", _("list of corruption-prone positions")

    class State(models.TextChoices):
        KEPT = "kept", _("approved on paper")
        WITHDRAWN = "withdrawn", _("entered by mistake")

    MOVES = (
        Move(
            "withdraw",
            pgettext_lazy("list on paper", "Entered by mistake"),
            (State.KEPT,),
            State.WITHDRAWN,
            Act.KEEP,
            _("The list no longer counts as one in force; the row, its scan and the ground stay."),
            danger=True,
        ),
    )

    GUARDS = (
        Guard(
            "a_list_on_paper_keeps_its_order",
            "UPDATE",
            "OLD.form <> NEW.form OR OLD.number <> NEW.number OR OLD.date <> NEW.date OR OLD.approval <> "
            "NEW.approval OR OLD.scan_id <> NEW.scan_id OR OLD.entered_by_id <> NEW.entered_by_id "
            "OR OLD.entered_on <> NEW.entered_on",
        ),
        Guard("a_list_on_paper_withdrawn_once_stays_so", "UPDATE", "OLD.state = 'withdrawn'"),
        Guard("a_list_on_paper_is_never_deleted", "DELETE"),
    )

    form = models.CharField(_("form"), max_length=60, choices=Form)
    approval = models.CharField(
        _("act that approved it"),
        max_length=300,
        blank=True,
        help_text=_("In words, where it is no order of the head: «айылдык кеңештин токтому»"),
    )
    number = models.CharField(
        _("number"), max_length=40, help_text=_("As it stands on the paper: 629-Б, 01-14/125")
    )
    date = models.DateField(_("date"))
    # Never empty; so declared that a row whose scan is lost is still found by its proof.
    scan = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("scan of the signed paper"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.KEPT, editable=False)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    entered_on = models.DateField(_("entered on"), default=clock.today, editable=False)
    withdraw_ground = models.TextField(_("ground"), blank=True, editable=False)

    unscoped, objects = make_managers(PaperListQuerySet)

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form", "number", "date"],
                condition=Q(state="kept"),
                name="one_list_on_paper_a_number_and_date",
                violation_error_message=_("This list has been entered already."),
            ),
            models.CheckConstraint(
                condition=~Q(number="")
                & Q(scan__isnull=False)
                & Q(form__in=["risks/village-list", "risks/annex-1", "positions/annex-2"]),
                name="list_on_paper_has_form_number_and_scan",
            ),
            models.CheckConstraint(
                condition=Q(state="kept", withdraw_ground="") | Q(state="withdrawn") & ~Q(withdraw_ground=""),
                name="withdrawn_list_on_paper_has_its_ground",
            ),
        ]

    def __str__(self):
        return f"№ {self.number} · {self.date:%d.%m.%Y} · {self.get_form_display()}"

    def get_absolute_url(self):
        return reverse("paper_lists:record", args=[self.pk])

    @property
    def is_editable(self):
        """What is on paper is not corrected here: a row entered by mistake is taken back."""
        return False

    @property
    def is_quiet(self):
        return self.state == self.State.WITHDRAWN

    @property
    @with_label(_("list"))
    def name(self):
        return FORMS[self.form].title

    def on_withdraw(self, *, by, ground):
        if not ground.strip():
            raise Refused(_("Give the ground: what was wrong with the entry."))
        self.withdraw_ground = ground
