"""The text of the standard: versions under an order, chapters, points and sub-points, each with an address of
its own (`#14.4`).
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.search import Searchable, SearchableQuerySet
from office.papers.models import Annex, Order
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act


class StandardQuerySet(OwnedQuerySet):
    # The organisation above reads what holds, or once held, at an organisation below.
    RELEASED = Q(state__in=["in_force", "replaced"])

    def in_force(self):
        """Versions in force; not those whose order has ended."""
        ended = Q(annex__order__state__in=[Order.State.REPLACED, Order.State.CANCELLED])
        return self.filter(state=Standard.State.IN_FORCE).exclude(ended)

    def adopted(self):
        """Versions that hold or once held."""
        return self.filter(state__in=Standard.ADOPTED)


class Standard(Workflow, Owned):
    """One version of the conduct standard of an organisation.

    An organisation below takes the text of the organisation above as a version of its own (`taken_from`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        ORDERED = "ordered", _("annexed to an order")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")

    ADOPTED = (State.IN_FORCE, State.REPLACED)

    MOVES = (
        Move(
            "order",
            _("Prepare the order"),
            (State.DRAFT,),
            State.ORDERED,
            Act.STANDARD,
            _("A draft order is made with the text as its annex, as the text stands now."),
        ),
        Move(
            "detach",
            _("Take back from the order"),
            (State.ORDERED,),
            State.DRAFT,
            Act.STANDARD,
            _("The annex is taken out of the draft order; the text can be corrected."),
            danger=True,
        ),
        Move(
            "enforce",
            _("Bring into force"),
            (State.DRAFT, State.ORDERED),
            State.IN_FORCE,
            Act.BRING,
            _(
                "The version before is replaced. Everybody the standard is brought to acknowledges this "
                "version anew."
            ),
            danger=True,
        ),
        Move(
            "replace",
            _("Mark as replaced"),
            (State.IN_FORCE,),
            State.REPLACED,
            Act.BRING,
            _("This version no longer holds; who acknowledged it stays in the history."),
            danger=True,
        ),
    )

    ACROSS_BODIES = ("taken_from",)
    GUARDS = (
        Guard(
            "an_adopted_standard_keeps_its_name",
            "UPDATE",
            "OLD.state IN ('in_force', 'replaced') AND (OLD.title <> NEW.title OR OLD.act <> NEW.act OR "
            "OLD.number <> NEW.number "
            "OR OLD.in_force_from <> NEW.in_force_from OR NEW.state IN ('draft', 'ordered'))",
        ),
        Guard(
            "a_replaced_standard_never_holds_again",
            "UPDATE",
            "OLD.state = 'replaced' AND NEW.state <> 'replaced'",
        ),
        Guard("an_adopted_standard_is_never_deleted", "DELETE", "OLD.state IN ('in_force', 'replaced')"),
    )

    number = models.PositiveIntegerField(_("version"), editable=False)
    title = models.CharField(
        _("title"),
        max_length=500,
        help_text=_(
            "As it stands over the text: «… кызматкерлеринин коррупцияга каршы жүрүм-турум стандарттары»"
        ),
    )
    act = models.CharField(
        _("approved by"),
        max_length=300,
        blank=True,
        help_text=_(
            "Only for a text approved outside the portal: «Ош шаарынын мэриясынын 2024-жылдын "
            "25-ноябрындагы № 629-Б буйругу»"
        ),
    )
    for_below = models.BooleanField(
        _("meant for the bodies below too"),
        default=False,
        help_text=_("The bodies below may then take this text as their own."),
    )
    taken_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken from the body above"),
    )
    annex = models.OneToOneField(
        Annex, models.PROTECT, null=True, blank=True, editable=False, related_name="standard"
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    unscoped, objects = make_managers(StandardQuerySet)

    class Meta:
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="in_force"),
                name="one_standard_in_force_a_body",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ordered"], in_force_from=None)
                | Q(state__in=["in_force", "replaced"], in_force_from__isnull=False),
                name="standard_in_force_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", annex=None)
                | Q(state="ordered", annex__isnull=False)
                | Q(state__in=["in_force", "replaced"]),
                name="ordered_standard_has_its_annex",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "replaced"]) | Q(annex__isnull=False) | ~Q(act=""),
                name="adopted_standard_names_its_act",
            ),
        ]

    def __str__(self):
        return str(_("%(title)s, version %(number)s")) % {"title": self.title, "number": self.number}

    def get_absolute_url(self):
        return reverse("standards:record", args=[self.pk])

    def url_of(self, code):
        """The address of one point of this version: `/standards/3/#14.4`."""
        return f"{self.get_absolute_url()}#{code}"

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def takes_more(self):
        """A draft takes points and files with its text, a version in force takes acquaintance sheets; their
        forms tell which.
        """
        return self.is_editable or self.is_in_force

    @property
    def is_quiet(self):
        return self.state == self.State.REPLACED or self.has_ended

    @property
    def is_in_force(self):
        return self.state == self.State.IN_FORCE and not self.has_ended

    @property
    def has_ended(self):
        """Whether the order that approved it no longer holds."""
        return bool(self.order and self.order.is_quiet)

    @property
    @with_label(_("state"))
    def standing(self):
        """The state in words; of a version in force whose order has ended, that it has."""
        ended = self.state == self.State.IN_FORCE and self.has_ended
        return _("its order no longer holds") if ended else self.get_state_display()

    @property
    def is_adopted(self):
        return self.state in self.ADOPTED

    @property
    def order(self):
        """The order this version is annexed to, or None."""
        return self.annex.order if self.annex else None

    @property
    def body(self):
        return self.organisation

    body.fget.label = _("body")

    @property
    def approved_by(self):
        """The approving act in words: the order of the portal, or the one given for a text from outside."""
        order = self.order
        if order is None:
            return self.act
        day = f"{order.date:%d.%m.%Y}" if order.date else ""
        return " · ".join(filter(None, [f"№ {order.number or '____'}", day]))

    approved_by.fget.label = _("approved by")

    def make_room(self, after=None):
        """Free place right behind a point for a new one; the end of the text when None."""
        if after is None:
            return (self.points.aggregate(last=models.Max("place"))["last"] or 0) + 1
        self.points.filter(place__gt=after.place).update(place=models.F("place") + 1)
        return after.place + 1

    def write(self, points):
        """Append these new points to the text, in their order."""
        first = self.make_room()
        points = list(points)
        for place, point in enumerate(points, first):
            point.organisation, point.standard, point.place = self.organisation, self, place
            point.index()
        Point.objects.bulk_create(points)

    def copy_text(self, source):
        """Begin with the text of another version, be it of the organisation above."""
        self.write(
            Point(kind=point.kind, code=point.code, text=point.text) for point in source.points.in_order()
        )

    def offers(self, move):
        """The text leaves its order only while that is a draft; without a new version it falls only with its
        order.
        """
        if move.name == "replace":
            return self.has_ended
        return move.name != "detach" or self.order.is_editable

    def on_order(self, *, by):
        from standards.text.order import prepare_standard_order

        self.annex = prepare_standard_order(self)

    def on_detach(self, *, by):
        if not self.order.is_editable:
            raise Refused(_("The order is no longer a draft. The head returns it first."))
        annex, self.annex = self.annex, None
        # The row lets go of its annex before the annex goes: the foreign key protects it.
        self.save()
        annex.delete()

    def on_enforce(self, *, by, day):
        if self.order and not self.order.is_in_force:
            raise Refused(
                _("The order with this text is not in force yet: it is signed and registered first.")
            )
        if not self.order and not self.act:
            raise Refused(_("Prepare the order, or name the act by which the text was approved."))
        if not self.points.exists():
            raise Refused(_("The text has no point yet."))
        if day > clock.today():
            raise Refused(_("The day lies in the future. Bring the standard into force on that day."))
        for before in Standard.objects.of(self.organisation).filter(state=self.State.IN_FORCE):
            before.move("replace", by=by)
        self.in_force_from = day


NOT_IN_DRAFT = "SELECT 1 FROM standards_standard s WHERE s.id = {row}.standard_id AND s.state <> 'draft'"


class PointQuerySet(SearchableQuerySet):
    def in_order(self):
        return self.order_by("place", "pk")


class Point(Searchable, Owned):
    """A chapter, point, sub-point or a paragraph without a number, in the order of the text (`place`).

    `code` is what people cite («V», «14», «14.4») and the anchor of its address; a paragraph has none.
    """

    class Kind(models.TextChoices):
        CHAPTER = "chapter", _("chapter")
        POINT = "point", _("point")
        SUBPOINT = "subpoint", _("sub-point")
        PARAGRAPH = "paragraph", _("paragraph without a number")

    GUARDS = frozen_while("a_point_of_an_ordered_standard", NOT_IN_DRAFT)

    standard = models.ForeignKey(
        Standard, models.CASCADE, related_name="points", verbose_name=_("standard")
    )  # a draft may be thrown away with its points
    place = models.PositiveIntegerField(_("place in the text"), default=0, editable=False)
    kind = models.CharField(_("what it is"), max_length=20, choices=Kind, default=Kind.POINT)
    code = models.CharField(_("number"), max_length=20, blank=True, help_text=_("V, 14 or 14.4"))
    text = models.TextField(_("text"))
    unscoped, objects = make_managers(PointQuerySet)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "code"],
                condition=~Q(code=""),
                name="one_point_of_a_standard_a_code",
                violation_error_message=_("This version already has a point of this number."),
            ),
            models.CheckConstraint(
                condition=Q(kind="paragraph", code="") | (~Q(kind="paragraph") & ~Q(code="")),
                name="numbered_point_has_its_code",
                violation_error_message=_(
                    "Give the number, or mark the text as a paragraph without a number."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.code}. {self.text}" if self.code else self.text

    def get_absolute_url(self):
        return self.standard.url_of(self.anchor)

    @property
    def anchor(self):
        """What stands behind # in the address of the point."""
        return self.code or f"p{self.place}"

    @property
    def searched_texts(self):
        return [self.code, self.text]
