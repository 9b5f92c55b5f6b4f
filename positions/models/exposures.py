"""The list of corruption-prone positions (281 p.9, annex 2)."""

from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.models.search import Searchable, SearchableQuerySet
from office.registers.reasons import validate_reason
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from positions.levels import highest_level
from positions.models.posts import Level, Post


class ExposureQuerySet(SearchableQuerySet):
    def in_register(self):
        """Rows that the register shows; those dropped stay in the memory."""
        return self.exclude(state=Exposure.State.DROPPED)

    def in_the_list(self):
        """What the next edition prints."""
        return self.filter(state=Exposure.State.LISTED)

    def in_order(self):
        return self.order_by("position", "pk")


POST_IS_CLOSED = "EXISTS (SELECT 1 FROM positions_post p WHERE p.id = NEW.post_id AND p.state = 'closed')"


class Exposure(Workflow, Searchable, Owned):
    """A row of the list of corruption-prone positions: post, powers, risks, level.

    The level is the highest of the linked risks, unless a person gives another with a reason.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being described")
        LISTED = "listed", _("in the list")
        DROPPED = "dropped", _("dropped from the list")

    MOVES = (
        Move(
            "enter",
            _("Put into the list"),
            (State.DRAFT,),
            State.LISTED,
            Act.KEEP,
            _("The post appears in the next edition of the list."),
        ),
        Move(
            "drop",
            _("Drop from the list"),
            (State.DRAFT, State.LISTED),
            State.DROPPED,
            Act.KEEP,
            _("The next edition of the list is without this post. Approved editions keep it."),
            danger=True,
        ),
        Move(
            "restore",
            _("Bring back"),
            (State.DROPPED,),
            State.LISTED,
            Act.KEEP,
            _("The post appears in the next edition of the list again."),
        ),
    )

    GUARDS = tuple(
        Guard("a_closed_post_is_not_in_the_list", event, f"NEW.state <> 'dropped' AND {POST_IS_CLOSED}")
        for event in ("INSERT", "UPDATE")
    ) + (Guard("a_row_of_the_list_keeps_its_post", "UPDATE", "OLD.post_id <> NEW.post_id"),)

    post = models.ForeignKey(
        Post, models.PROTECT, related_name="exposures", verbose_name=_("post with a corruption risk (*)")
    )
    position = models.PositiveIntegerField(_("place in the list"), default=0, editable=False)
    powers = models.TextField(_("official powers (**)"), help_text=_("As the list prints them"))
    areas = models.TextField(
        _("corruption risk (***)"),
        help_text=_(
            "Where in the work of the body risks can arise when these powers are used. One risk a line."
        ),
    )
    given_level = models.CharField(
        _("another level"),
        max_length=10,
        choices=Level,
        blank=True,
        help_text=_("Leave it empty: the level is then the highest of the linked risks."),
    )
    given_reason = models.TextField(_("why this level"), blank=True, validators=[validate_reason])
    level = models.CharField(_("level (****)"), max_length=10, choices=Level, blank=True, editable=False)
    freedom = models.CharField(_("freedom of decision"), max_length=10, choices=Level, blank=True)
    freedom_reason = models.TextField(_("why this freedom"), blank=True, validators=[validate_reason])
    contact = models.CharField(
        _("contact with citizens and organisations"), max_length=10, choices=Level, blank=True
    )
    contact_reason = models.TextField(_("why this contact"), blank=True, validators=[validate_reason])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True, editable=False)
    drop_ground = models.TextField(_("ground"), blank=True, editable=False)

    unscoped, objects = make_managers(ExposureQuerySet)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["organisation", "state", "position"], name="exposure_in_order"),
            models.Index(fields=["organisation", "level"], name="exposure_by_level"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=~Q(state="dropped"),
                name="a_post_stands_once_in_the_list",
                violation_error_message=_("This post already stands in the list."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "listed", "dropped"]), name="exposure_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *Level.values]), name="level_of_a_post_is_low_medium_or_high"
            ),
            models.CheckConstraint(
                condition=~Q(state="listed", level=""), name="post_in_the_list_has_a_level"
            ),
            models.CheckConstraint(
                condition=Q(given_level="") | Q(level=F("given_level")), name="given_level_is_the_level"
            ),
            models.CheckConstraint(
                condition=Q(given_level="", given_reason="") | (~Q(given_level="") & ~Q(given_reason="")),
                name="given_level_has_its_reason",
                violation_error_message=_(
                    "A level other than that of the linked risks needs its reason, and a reason its level."
                ),
            ),
            models.CheckConstraint(
                condition=Q(freedom="", freedom_reason="")
                | (Q(freedom__in=Level.values) & ~Q(freedom_reason="")),
                name="freedom_of_decision_has_its_reason",
                violation_error_message=_("Freedom of decision needs both its degree and its reason."),
            ),
            models.CheckConstraint(
                condition=Q(contact="", contact_reason="")
                | (Q(contact__in=Level.values) & ~Q(contact_reason="")),
                name="contact_has_its_reason",
                violation_error_message=_("Contact with citizens needs both its degree and its reason."),
            ),
            models.CheckConstraint(
                condition=Q(state="dropped", dropped_on__isnull=False) & ~Q(drop_ground="")
                | ~Q(state="dropped") & Q(dropped_on=None, drop_ground=""),
                name="dropped_post_has_day_and_ground",
            ),
        ]

    def __str__(self):
        return str(self.post)

    def get_absolute_url(self):
        return reverse("exposures:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state != self.State.DROPPED

    @property
    def is_quiet(self):
        return not self.is_editable

    @property
    def unit(self):
        return self.post.unit

    unit.fget.label = _("structural unit")

    @property
    def is_chosen_by_criteria(self):
        """Whether both criteria of 281 p.9 have been judged."""
        return bool(self.freedom and self.contact)

    def set_level(self, linked):
        """Set the level: the given one, else the highest of `linked`, the levels of the linked risks; the
        caller saves.
        """
        self.level = self.given_level or highest_level(linked)

    @property
    def searched_texts(self):
        return [self.post.in_full, self.post.name_ru, self.powers, self.areas]

    def assign_position(self):
        """Stand last in the list; the caller saves."""
        last = Exposure.objects.of(self.organisation).in_the_list().aggregate(last=Max("position"))["last"]
        self.position = (last or 0) + 1

    def close_gap(self):
        """Close the gap the row leaves in the list; the caller saves."""
        if self.position:
            below = Exposure.objects.of(self.organisation).in_the_list().filter(position__gt=self.position)
            below.update(position=F("position") - 1)
        self.position = 0

    def on_enter(self, *, by):
        self.require_what_is_printed()
        self.assign_position()

    def on_drop(self, *, by, ground):
        if not ground:
            raise Refused(_("Give the ground: why the post is no longer in the list."))
        self.dropped_on, self.drop_ground = clock.today(), ground
        self.close_gap()

    def on_restore(self, *, by):
        if self.post.state == Post.State.CLOSED:
            raise Refused(_("The post is closed. Bring the post back into the staffing table first."))
        if self.post.listed:
            raise Refused(_("This post already stands in the list."))
        self.require_what_is_printed()
        self.dropped_on, self.drop_ground = None, ""
        self.assign_position()

    def require_what_is_printed(self):
        if not self.level:
            raise Refused(
                _(
                    "A post in the list needs a level: link the risks it is exposed to, or give a "
                    "level with a reason."
                )
            )
