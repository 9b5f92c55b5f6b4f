"""The acts by which content is disposed of.

Nothing goes by itself: a clerk proposes, the head decides by a sitting or an order, and a third press removes
the content. The row, its number, its days, its digest and the act stay.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from office import clock
from office.accounts.second_person import two_hands
from office.database.owned import Owned
from office.database.triggers import Guard, frozen_while
from office.models.commission import AgendaItem, Meeting
from office.models.counter import Counter
from office.models.person import Person
from office.papers.models import Order
from office.registers.labels import with_label
from office.registers.rows import lock_row
from office.registers.workflow import Move, Refused, Workflow
from office.retention.kinds import kind_label
from office.retention.models.terms import RetentionTerm
from office.roles import Act

HELD_BACK = (
    "EXISTS (SELECT 1 FROM office_disposalunit u JOIN office_hold h ON h.organisation_id = u.organisation_id "
    "AND h.kind = u.kind AND (h.year IS NULL OR h.year = u.year) "
    "WHERE u.disposal_id = NEW.id AND h.state = 'held' AND h.number = '')"
)
NOT_OF_AGE = (
    "EXISTS (SELECT 1 FROM office_disposalunit u WHERE u.disposal_id = NEW.id "
    "AND u.kept_until >= NEW.disposed_on)"
)
NOW_DISPOSED = "OLD.state <> 'disposed' AND NEW.state = 'disposed'"
ORDER_ENDED = (
    "OLD.state <> NEW.state AND NEW.state IN ('approved', 'disposed') AND NEW.order_id IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM office_order o WHERE o.id = NEW.order_id AND o.state = 'in_force')"
)
# The database counts in UTC, and in Bishkek it is tomorrow for six hours of each of its days.
DAY_TO_COME = " OR ".join(
    f"NEW.{name} > days_after(CURRENT_DATE, 1)" for name in ("proposed_on", "approved_on", "disposed_on")
)


class Disposal(Workflow, Owned):
    """One act of disposal: whole years of kinds of record whose terms have run out."""

    GUARDS = (
        Guard(
            "a_decided_act_of_disposal_is_never_changed",
            "UPDATE",
            "OLD.state <> 'proposed' AND (NEW.state = 'proposed' OR "
            "OLD.number <> NEW.number OR OLD.year <> NEW.year OR "
            "OLD.proposed_by_id <> NEW.proposed_by_id OR OLD.proposed_on <> NEW.proposed_on OR "
            "OLD.approved_by_id <> NEW.approved_by_id OR OLD.approved_on <> NEW.approved_on OR "
            "coalesce(OLD.order_id, 0) <> coalesce(NEW.order_id, 0) OR "
            "coalesce(OLD.question_id, 0) <> coalesce(NEW.question_id, 0))",
        ),
        Guard(
            "content_is_disposed_of_by_an_approved_act_alone",
            "UPDATE",
            f"{NOW_DISPOSED} AND OLD.state <> 'approved'",
        ),
        Guard("nothing_is_disposed_of_before_its_day", "UPDATE", f"{NOW_DISPOSED} AND {NOT_OF_AGE}"),
        Guard("nothing_that_is_held_is_disposed_of", "UPDATE", f"{NOW_DISPOSED} AND {HELD_BACK}"),
        Guard("an_order_that_has_ended_disposes_of_nothing", "UPDATE", ORDER_ENDED),
        Guard("a_finished_act_of_disposal_stays_finished", "UPDATE", "OLD.state IN ('disposed', 'refused')"),
        Guard("an_act_of_disposal_is_never_deleted", "DELETE"),
        *(
            Guard("no_day_of_an_act_of_disposal_lies_in_the_future", event, DAY_TO_COME)
            for event in ("INSERT", "UPDATE")
        ),
        *two_hands(
            "neither_who_proposes_nor_who_approves_a_disposal_made_the_other",
            "no_third_person_made_who_proposes_and_who_approves_a_disposal",
            when="OLD.state = 'proposed' AND NEW.state = 'approved'",
            asker="proposed_by_id",
            second="approved_by_id",
            asked_at="proposed_on",
        ),
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("act of disposal", "proposed")
        APPROVED = "approved", pgettext_lazy("act of disposal", "approved, nothing is removed yet")
        DISPOSED = "disposed", pgettext_lazy("act of disposal", "content removed")
        REFUSED = "refused", pgettext_lazy("act of disposal", "refused")

    BOOK = "disposals"
    MOVES = (
        Move(
            "approve",
            gettext_lazy("Approve the act"),
            (State.PROPOSED,),
            State.APPROVED,
            Act.SIGN,
            gettext_lazy(
                "The act gets its number and is printed. Nothing is removed yet: that is a press of its own."
            ),
        ),
        Move(
            "dispose",
            gettext_lazy("Remove the content"),
            (State.APPROVED,),
            State.DISPOSED,
            Act.KEEP,
            gettext_lazy(
                "It cannot be undone by anybody. What the act names goes out of the database and the file "
                "store; numbers, days, kinds, digests and the act stay. Copies of the portal made before "
                "hold it until they are destroyed in their turn."
            ),
            danger=True,
        ),
        Move(
            "refuse",
            gettext_lazy("Refuse the act"),
            (State.PROPOSED, State.APPROVED),
            State.REFUSED,
            Act.SIGN,
            gettext_lazy("Nothing is removed. The refusal and its ground stay."),
        ),
    )

    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False
    )
    number = models.PositiveIntegerField("№", null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(gettext_lazy("year"), null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", editable=False, verbose_name=gettext_lazy("proposed by")
    )
    proposed_on = models.DateField(gettext_lazy("proposed on"), default=clock.today, editable=False)
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=gettext_lazy("order of the head"),
    )
    question = models.OneToOneField(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=gettext_lazy("question of the sitting"),
    )
    approved_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("approved by"),
    )
    approved_on = models.DateField(gettext_lazy("approved on"), null=True, blank=True, editable=False)
    disposed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("removed by"),
    )
    disposed_at = models.DateTimeField(gettext_lazy("removed at"), null=True, blank=True, editable=False)
    disposed_on = models.DateField(gettext_lazy("removed on"), null=True, blank=True, editable=False)
    refusal = models.TextField(gettext_lazy("ground of the refusal"), blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="one_act_of_disposal_a_number"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="another_person_approves_an_act_of_disposal",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "refused"])
                | Q(
                    state__in=["approved", "disposed"],
                    number__isnull=False,
                    year__isnull=False,
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                ),
                name="an_approved_act_of_disposal_has_number_person_and_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, order=None, question=None)
                | Q(approved_by__isnull=False)
                & (Q(order__isnull=False, question=None) | Q(order=None, question__isnull=False)),
                name="an_act_of_disposal_is_decided_by_an_order_or_a_question",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="disposed",
                    disposed_by__isnull=False,
                    disposed_at__isnull=False,
                    disposed_on__isnull=False,
                )
                | ~Q(state="disposed") & Q(disposed_by=None, disposed_at=None, disposed_on=None),
                name="removed_content_has_person_and_time",
            ),
            models.UniqueConstraint(fields=["order"], name="an_order_decides_one_act_of_disposal"),
            models.CheckConstraint(
                condition=(Q(approved_on=None) | Q(approved_on__gte=F("proposed_on")))
                & (Q(disposed_on=None) | Q(disposed_on__gte=F("approved_on"))),
                name="an_act_of_disposal_is_proposed_approved_and_carried_out_in_turn",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="a_refused_act_of_disposal_has_its_ground",
            ),
        ]

    def __str__(self):
        number = f"№ {self.number}/{self.year}" if self.number else "№ ____"
        return _("Act of disposal %(number)s") % {"number": number}

    def get_absolute_url(self):
        return reverse("disposals:record", args=[self.pk])

    @property
    def is_editable(self):
        return False

    @property
    def is_quiet(self):
        return self.state in (self.State.DISPOSED, self.State.REFUSED)

    @property
    def is_decided(self):
        return self.state in (self.State.APPROVED, self.State.DISPOSED)

    @property
    @with_label(gettext_lazy("decided by"))
    def decision(self):
        """The order or the question of minutes, in words."""
        if self.order:
            return _("order № %(number)s, %(day)s") % {
                "number": self.order.number,
                "day": f"{self.order.date:%d.%m.%Y}",
            }
        if self.question:
            minutes = self.question.meeting
            return _("minutes № %(number)s, %(day)s, question %(question)s") % {
                "number": minutes.number,
                "day": f"{minutes.held_on:%d.%m.%Y}",
                "question": self.question.number,
            }
        return ""

    @property
    @with_label(gettext_lazy("records"))
    def count(self):
        return sum(unit.count for unit in self.units.all())

    def fitting_orders(self):
        """Orders in force that are not older than the proposal, and decided no other act."""
        taken = Disposal.objects.of(self.organisation).filter(order__isnull=False).values("order")
        rows = Order.objects.of(self.organisation).in_force().filter(date__gte=self.proposed_on)
        return rows.exclude(pk__in=taken)

    def fitting_questions(self):
        """Questions of closed minutes of a sitting not older than the proposal, that decided no other act."""
        taken = Disposal.objects.of(self.organisation).filter(question__isnull=False).values("question")
        rows = AgendaItem.objects.of(self.organisation).filter(
            meeting__state=Meeting.State.CLOSED, meeting__held_on__gte=self.proposed_on
        )
        rows = rows.exclude(pk__in=taken).exclude(decision="")
        return rows.select_related("meeting").order_by("-meeting__held_on", "number")

    def on_approve(self, *, by, order=None, question=None):
        from office.retention.actions import refuse_what_must_stay

        if by.pk == self.proposed_by_id:
            raise Refused(_("Another person than the one who proposed it approves the act."))
        if (order is None) == (question is None):
            raise Refused(_("Choose the order or the question of the sitting that decided: one of the two."))
        fitting = self.fitting_orders() if order else self.fitting_questions()
        if not fitting.filter(pk=lock_row(order or question).pk).exists():
            raise Refused(_("This decision is older than the proposal, or has decided another act."))
        refuse_what_must_stay(self)
        day = clock.today()
        self.order, self.question = order, question
        self.approved_by, self.approved_on = by, day
        self.year, self.number = day.year, Counter.take(self.organisation, self.BOOK, day.year)

    def on_dispose(self, *, by):
        from office.retention.actions import refuse_what_must_stay, remove_content

        if self.order and not lock_row(self.order).is_in_force:
            raise Refused(
                _("The order that approved this act is no longer in force. Refuse it and propose a new one.")
            )
        refuse_what_must_stay(self)
        remove_content(self)
        self.disposed_by, self.disposed_at, self.disposed_on = by, timezone.now(), clock.today()

    def on_refuse(self, *, by, ground):
        if not ground.strip():
            raise Refused(_("Give the ground of the refusal."))
        self.refusal = ground


DECIDED = "SELECT 1 FROM office_disposal d WHERE d.id = {row}.disposal_id AND d.state <> 'proposed'"


class DisposalUnit(Owned):
    """One year of one kind in an act: what will stay of its records when the content is gone."""

    GUARDS = frozen_while("a_line_of_a_decided_act_of_disposal", DECIDED)

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="units")
    kind = models.SlugField(gettext_lazy("kind of record"), max_length=40)
    year = models.PositiveSmallIntegerField(gettext_lazy("year"))
    term = models.ForeignKey(RetentionTerm, models.PROTECT, related_name="+")
    kept_until = models.DateField(gettext_lazy("kept until"))
    count = models.PositiveIntegerField(gettext_lazy("records"))
    files = models.PositiveIntegerField(gettext_lazy("files"))
    rows = models.JSONField(default=list)  # [[pk, number, [digests of files]], …]
    digest = models.CharField(max_length=64)  # of `rows`

    class Meta:
        ordering = ["kind", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "kind", "year"], name="a_year_of_a_kind_stands_once_in_an_act"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="a_line_of_an_act_of_disposal_names_a_record"
            ),
        ]

    def __str__(self):
        return f"{kind_label(self.kind)} · {self.year}"

    @property
    def kind_name(self):
        return kind_label(self.kind)

    @property
    def row_ids(self) -> set[int]:
        return {row[0] for row in self.rows}

    @property
    def file_digests(self) -> set[str]:
        return {digest for row in self.rows for digest in row[2]}
