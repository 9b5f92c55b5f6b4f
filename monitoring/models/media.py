"""What the media published about the organisation (158 criterion 22), what was checked and what was done."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.models.person import Person
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act


class MediaReportQuerySet(OwnedQuerySet):
    def published_in(self, year):
        return self.filter(published_on__year=year)

    def waiting(self):
        """What is not checked or not done with yet, the earliest published first."""
        return self.exclude(state=MediaReport.State.DONE).order_by("published_on", "pk")


class MediaReport(Workflow, Owned):
    """A publication about the organisation: in a newspaper, on air, on a site."""

    class Kind(models.TextChoices):
        RECEPTION = "reception", _("on the reception, the trust telephone, work with citizens")
        CORRUPTION = "corruption", _("about corruption")
        CONDUCT = "conduct", _("about the conduct of employees")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        CHECKED = "checked", _("checked")
        DONE = "done", _("done")

    # What accuses somebody is checked before it is done with.
    TO_BE_CHECKED = (Kind.CORRUPTION, Kind.CONDUCT)

    MOVES = (
        Move(
            "check",
            _("Enter what was checked"),
            (State.RECEIVED,),
            State.CHECKED,
            Act.SIGNAL,
            _("What the publication says stays as it stands; what was done about it is entered next."),
        ),
        Move(
            "finish",
            _("Enter what was done"),
            (State.RECEIVED, State.CHECKED),
            State.DONE,
            Act.SIGNAL,
            _("The publication, its check and its result stay as they stand."),
        ),
    )
    GUARDS = (
        Guard(
            "a_checked_publication_keeps_its_words",
            "UPDATE",
            "OLD.state <> 'received' AND (OLD.medium <> NEW.medium OR OLD.published_on <> NEW.published_on "
            "OR OLD.title <> NEW.title OR OLD.address <> NEW.address OR OLD.content <> NEW.content "
            "OR OLD.kind <> NEW.kind OR coalesce(OLD.clipping_id, 0) <> coalesce(NEW.clipping_id, 0))",
        ),
        Guard("a_publication_that_is_done_is_never_changed", "UPDATE", "OLD.state = 'done'"),
        Guard("a_publication_in_the_media_is_never_deleted", "DELETE"),
    )

    medium = models.CharField(
        _("who published it"),
        max_length=200,
        help_text=_("Newspaper, channel or site, the official site too"),
    )
    published_on = models.DateField(_("published on"), default=clock.today)
    title = models.CharField(_("title of the publication"), max_length=300)
    kind = models.CharField(_("what it is about"), max_length=10, choices=Kind)
    content = models.TextField(_("what it says"), help_text=_("In a sentence."))
    address = models.URLField(_("address on the internet"), max_length=500, blank=True)
    clipping = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("clipping"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED, editable=False)
    finding = models.TextField(_("what was checked and found"), blank=True, editable=False)
    checked_on = models.DateField(_("checked on"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    result = models.TextField(_("what was done, with which result"), blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("done by"),
    )

    unscoped, objects = make_managers(MediaReportQuerySet)

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["reception", "corruption", "conduct", "other"]),
                name="kind_of_a_publication_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(address="") | Q(clipping__isnull=False),
                name="a_publication_has_its_address_or_clipping",
                violation_error_message=_("Write the address on the internet or add the clipping."),
            ),
            models.CheckConstraint(
                condition=Q(finding="", checked_on=None, checked_by=None, state__in=["received", "done"])
                | ~Q(finding="")
                & Q(checked_on__isnull=False, checked_by__isnull=False, state__in=["checked", "done"]),
                name="a_check_of_a_publication_has_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(result="", done_on=None, done_by=None, state__in=["received", "checked"])
                | ~Q(result="") & Q(done_on__isnull=False, done_by__isnull=False, state="done"),
                name="a_publication_that_is_done_has_result_day_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="done", kind__in=["corruption", "conduct"]) | ~Q(finding=""),
                name="what_accuses_somebody_is_checked_first",
            ),
        ]

    def __str__(self):
        return f"{self.medium}, {self.published_on:%d.%m.%Y}: {self.title}"

    def get_absolute_url(self):
        return reverse("media_reports:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.RECEIVED

    @property
    def is_quiet(self):
        return self.state == self.State.DONE

    def offers(self, move):
        return move.name != "finish" or not self.is_check_missing

    @property
    def is_check_missing(self):
        return not self.finding and self.kind in self.TO_BE_CHECKED

    def on_check(self, *, by, finding, checked_on):
        self._require_day(checked_on)
        self.finding, self.checked_on, self.checked_by = finding, checked_on, by

    def on_finish(self, *, by, result, done_on):
        if self.is_check_missing:
            raise Refused(_("What accuses somebody is checked first."))
        self._require_day(done_on, since=self.checked_on)
        self.result, self.done_on, self.done_by = result, done_on, by

    def _require_day(self, day, since=None):
        if day < (self.published_on if since is None else since):
            raise Refused(_("This day lies before the publication or its check."))
