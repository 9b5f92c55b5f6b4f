"""Papers frozen at the signing of an order, and those of them that everyone can read."""

import json

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.papers.models import Annex, Order, token
from office.registers.labels import with_label

TEXT_FORM = "office/order"  # the form of a publication of the text of an order


class PaperQuerySet(OwnedQuerySet):
    def frozen_of(self, annexes):
        """The papers of annexes that were themselves found by scope, without their bytes; the one that counts
        now comes last of each.
        """
        return self._allow(self.filter(annex__in=annexes)).defer("pdf").order_by("stage", "pk")


class Paper(Owned):
    """The bytes of a signed paper and the data they were printed from. Never rendered again, never changed.

    `annex` is empty for the order's own text. A late number makes a second paper (stage «registered») from
    the same data.
    """

    class Stage(models.IntegerChoices):
        SIGNED = 1, _("as signed")
        REGISTERED = 2, _("with number and date")

    GUARDS = (
        Guard("a_frozen_paper_is_never_changed", "UPDATE"),
        Guard("a_frozen_paper_is_never_deleted", "DELETE"),
    )
    NOT_AUDITED = ("data",)

    order = models.ForeignKey(Order, models.PROTECT, related_name="papers")
    annex = models.ForeignKey(Annex, models.PROTECT, null=True, blank=True, related_name="papers")
    stage = models.PositiveSmallIntegerField(choices=Stage)
    data = models.TextField()  # canonical JSON, the very bytes that `data_sha256` was taken of
    data_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("office.Person", models.PROTECT, related_name="+")

    unscoped, objects = make_managers(PaperQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["annex", "stage"], name="one_paper_of_an_annex_a_stage"),
            models.UniqueConstraint(
                fields=["order", "stage"], condition=Q(annex=None), name="one_paper_of_an_order_a_stage"
            ),
            models.CheckConstraint(
                condition=~Q(sha256="") & ~Q(data_sha256=""), name="paper_has_its_digests"
            ),
        ]

    def __str__(self):
        return f"{self.annex or self.order}"

    @property
    def content(self) -> dict:
        """The data the paper was printed from."""
        return json.loads(self.data)


class PublicationQuerySet(OwnedQuerySet):
    # What is published is public: the bodies above read it like anyone.
    RELEASED = Q(withdrawn_on=None)

    def open(self):
        """Publications in force, all organisations, newest first. The only unscoped public query."""
        return self._allow(self.filter(withdrawn_on=None))

    def ever(self):
        """All that was ever published, for anyone: what was withdrawn says so."""
        return self._allow(self.all())

    def open_of(self, organisation):
        return self.open().filter(organisation=organisation)


class Publication(Owned):
    """A frozen paper on the open page of the body, with its date and digest."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="publications")
    title = models.CharField(_("title"), max_length=500)
    form = models.CharField(_("form"), max_length=60)
    token = models.CharField(max_length=32, unique=True, default=token, editable=False)
    published_on = models.DateField(_("published on"), default=clock.today, editable=False)
    published_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("published by"),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("withdrawn by"),
    )
    withdraw_ground = models.CharField(_("ground of withdrawal"), max_length=500, blank=True)

    GUARDS = (
        Guard(
            "a_publication_keeps_its_paper",
            "UPDATE",
            "OLD.paper_id <> NEW.paper_id OR OLD.token <> NEW.token OR OLD.published_on <> NEW.published_on",
        ),
        Guard("a_publication_is_never_deleted", "DELETE"),
    )

    unscoped, objects = make_managers(PublicationQuerySet)

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=Q(withdrawn_on=None), name="a_paper_is_published_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_by=None, withdraw_ground="")
                | (Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdraw_ground="")),
                name="withdrawal_has_day_person_and_ground",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("publications:record", args=[self.pk])

    @property
    def public_url(self):
        return reverse("open:paper", args=[self.organisation.code, self.token])

    @property
    def has_table(self):
        return self.form != TEXT_FORM

    @property
    @with_label("SHA-256")
    def sha256(self):
        return self.paper.sha256

    @property
    def is_quiet(self):
        return self.withdrawn_on is not None


def was_registered(order=""):
    """The condition that an order was registered, whatever became of it since; `order` leads to it
    («annex__order__»). A number alone does not say so: a draft may bear one.
    """
    numbered = Paper.unscoped.filter(order=OuterRef(f"{order}pk"), stage=Paper.Stage.REGISTERED)
    stood = Q(**{f"{order}state__in": [Order.State.IN_FORCE, Order.State.REPLACED]})
    return stood | Q(Exists(numbered), **{f"{order}state": Order.State.CANCELLED})
