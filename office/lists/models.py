"""One edition of a list on its way to the head's order: what every list that is approved again and again has
in common.
"""

from hashlib import sha256

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.lists.edition_guards import EDITION_GUARDS
from office.models.commission import AgendaItem, Commission, Meeting
from office.papers.frozen import Publication, was_registered
from office.papers.models import Annex, Order
from office.papers.sheet import canonical_json
from office.registers.rows import lock_row
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act


class EditionQuerySet(OwnedQuerySet):
    # A body above reads what the body below has approved.
    RELEASED = Q(annex__order__state__in=Order.SIGNED)

    def with_publication(self):
        """Each edition knows the address of its paper on the open page (`published`), or ""."""
        shown = Publication.objects.open().filter(paper__annex=models.OuterRef("annex"))
        return self.annotate(published=Coalesce(models.Subquery(shown.values("token")[:1]), models.Value("")))

    def with_successor(self):
        """Each edition knows the number of the newest that has replaced it (`replaced_by`), or None."""
        newer = self.model.unscoped.registered().filter(
            **{name: models.OuterRef(name) for name in self.model.SAME_LIST},
            number__gt=models.OuterRef("number"),
        )
        return self.annotate(replaced_by=models.Subquery(newer.order_by("-number").values("number")[:1]))

    def visible_to(self, person, act=None):
        return super().visible_to(person, act).with_publication().with_successor()

    def in_work(self):
        """Editions not yet annexed to an order; one a list."""
        return self.exclude(state=ListEdition.State.ORDERED)

    def under_way(self):
        """Editions in work, and those whose order is neither registered nor cancelled."""
        orders = (Order.State.DRAFT, Order.State.AGREEMENT, Order.State.SIGNED)
        return self.filter(~Q(state=ListEdition.State.ORDERED) | Q(annex__order__state__in=orders))

    def approved(self):
        """Editions under a signed order that was not cancelled, newest first."""
        return self.filter(annex__order__state__in=Order.SIGNED).exclude(
            annex__order__state=Order.State.CANCELLED
        )

    def binding(self):
        """Editions that fix what they approve: under a signed order, but not one cancelled before it was
        registered.
        """
        signed = Q(annex__order__state=Order.State.SIGNED)
        return self.filter(signed | was_registered("annex__order__"))

    def registered(self):
        """Editions under an order that was registered, whatever became of it since."""
        return self.filter(was_registered("annex__order__"))

    def newest_on(self, day):
        """Of each list the edition registered last, of those dated until the end of the day; what stood
        before it was ended by it and does not revive, whatever becomes of its order.

        Numbers are in the order of registration: a list has one edition on its way.
        """
        same = {name: OuterRef(name) for name in self.model.SAME_LIST}
        known = self.model.unscoped.registered().filter(annex__order__date__lte=day, **same)
        registered = self.registered().filter(annex__order__date__lte=day)
        later = Exists(known.filter(number__gt=OuterRef("number")))
        return registered.exclude(later).select_related("annex__order")

    def in_force_on(self, day):
        """Of each list the edition registered last by the end of the day, if its order was not ended by
        then.
        """
        held = Q(annex__order__ended_on=None) | Q(annex__order__ended_on__gt=day)
        return self.newest_on(day).filter(held)


CHANGED_SINCE = _(
    "The list was changed after the minutes of %(day)s were closed. Let a new sitting consider the list "
    "as it is now."
)
BEGUN_SINCE = _(
    "When the minutes of %(day)s were closed this edition was not in work yet: the sitting has not seen it. "
    "Hold one and close its minutes while the edition is in work."
)


class ListEdition(Workflow, Owned):
    """What the working group considered.

    Approval is the state of the order the edition is annexed to; nothing here repeats it.

    Each list says in `on_order(by, …)` how its order is made, and takes the rules of its table from
    `edition_constraints`.
    """

    SAME_LIST: tuple[str, ...] = ("organisation",)  # editions alike in these are editions of one list
    CHANGES = ""  # the form of its table of changes, which leaves a draft order with the list

    class Ground(models.TextChoices):
        FIRST = "first", _("first list")
        YEARLY = "yearly", _("yearly review")
        STRUCTURE = "structure", _("change of structure")
        FUNCTIONS = "functions", _("new functions or powers")
        OTHER = "other", _("other ground")

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        CONSIDERED = "considered", _("considered by the working group")
        ORDERED = "ordered", _("annexed to an order")

    MOVES = (
        Move(
            "consider",
            _("Considered by the working group"),
            (State.DRAFT,),
            State.CONSIDERED,
            Act.KEEP,
            _("The minutes of the working group are tied to this edition."),
        ),
        Move(
            "reopen",
            _("Take back into work"),
            (State.CONSIDERED,),
            State.DRAFT,
            Act.KEEP,
            _("The list can be corrected; the working group considers it again."),
        ),
        Move(
            "detach",
            _("Take back from the order"),
            (State.ORDERED,),
            State.CONSIDERED,
            Act.KEEP,
            _("The annex is taken out of the draft order; the list can be prepared anew."),
            danger=True,
        ),
        Move(
            "order",
            _("Prepare the order"),
            (State.CONSIDERED,),
            State.ORDERED,
            Act.KEEP,
            _("A draft order is made with the list as its annex, as the list stands now."),
        ),
    )

    GUARDS = EDITION_GUARDS

    number = models.PositiveIntegerField(_("edition"), editable=False)
    ground = models.CharField(_("ground of the change"), max_length=20, choices=Ground, default=Ground.FIRST)
    ground_text = models.TextField(_("in words"), blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("minutes of the working group"),
    )
    question = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,  # editions of before the question was kept
        blank=True,
        editable=False,
        related_name="%(class)ss",
        verbose_name=_("question of the sitting"),
    )
    annex = models.OneToOneField(
        Annex, models.PROTECT, null=True, blank=True, editable=False, related_name="%(class)s"
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    begun_on = models.DateField(_("begun on"), default=clock.today, editable=False)
    # The digest of the words the sitting considered; {key of a question: that digest} of sittings before the
    # edition was taken back.
    considered_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    earlier_questions = models.JSONField(default=dict, blank=True, editable=False)

    unscoped, objects = make_managers(EditionQuerySet)

    class Meta:
        abstract = True
        ordering = ["-number"]

    def offers(self, move):
        """An edition leaves its order only while that is a draft."""
        return move.name != "detach" or self.annex.order.is_editable

    def fitting_questions(self):
        """Questions of closed minutes of the working group that can approve this edition: of a sitting not
        older than its beginning, and taken by no edition of any list.
        """
        rows = AgendaItem.objects.of(self.organisation).filter(
            meeting__state=Meeting.State.CLOSED,
            meeting__commission__kind=Commission.Kind.WORKING_GROUP,
            meeting__held_on__gte=self.begun_on,
        )
        for model in ListEdition.__subclasses__():
            taken = model.objects.of(self.organisation).filter(question__isnull=False)
            rows = rows.exclude(pk__in=taken.values("question"))
        return rows.select_related("meeting").order_by("-meeting__held_on", "-meeting__number", "number")

    def fitting_words(self):
        """Which minutes can approve this edition, in words."""
        rule = _(
            "What fits is a question of closed minutes of the working group, of a sitting on %(day)s or "
            "later, the day this edition was begun, and one that has approved no other edition."
        ) % {"day": f"{self.begun_on:%d.%m.%Y}"}
        found = "; ".join(question_words(row) for row in self.fitting_questions())
        return f"{rule} " + (
            _("These fit: %(questions)s.") % {"questions": found}
            if found
            else _("There is none yet: hold a sitting with this question and close its minutes.")
        )

    def on_consider(self, *, by, question):
        lock_row(question)
        if question.meeting.state != Meeting.State.CLOSED:
            raise Refused(_("Close the minutes of the working group first."))
        if not self.fitting_questions().filter(pk=question.pk).exists():
            raise Refused(self.fitting_words())
        words = self.words_sha256()
        seen = question.meeting.seen_lists
        if seen is not None and seen.get(self.seen_key) != words:
            raise Refused(self.unseen_words(seen, question.meeting))
        if self.earlier_questions.get(str(question.pk), words) != words:
            raise Refused(
                _(
                    "This question considered the list before it was taken back and changed. A sitting has "
                    "to see the words that are approved: hold one and choose its question."
                )
            )
        self.question, self.meeting, self.considered_sha256 = question, question.meeting, words

    def unseen_words(self, seen, meeting):
        """Why the question of a sitting does not approve the list, in words."""
        words = CHANGED_SINCE if self.seen_key in seen else BEGUN_SINCE
        return words % {"day": f"{meeting.held_on:%d.%m.%Y}"}

    @property
    def seen_key(self):
        """Under which the words of this list stand among those a sitting saw."""
        raise NotImplementedError

    @classmethod
    def lists_before_a_sitting(cls, organisation):
        """Editions whose words lie before a sitting: those in work, and unsaved ones of the lists of which
        none is, for an edition may be begun on the day of its sitting.
        """
        raise NotImplementedError

    def on_reopen(self, *, by):
        self.earlier_questions = {**self.earlier_questions, str(self.question_id): self.considered_sha256}
        self.question, self.meeting, self.considered_sha256 = None, None, ""

    def current_table(self) -> dict:
        """The list as the order would carry it now."""
        raise NotImplementedError

    def words_sha256(self) -> str:
        """The digest of the title and the rows of the list as it stands now."""
        table = self.current_table()
        return sha256(canonical_json({"title": table["title"], "groups": table["groups"]})).hexdigest()

    def refuse_changed_list(self):
        """Refused where the list is no longer what the sitting considered; an edition of before the digest
        was kept goes on.
        """
        if self.considered_sha256 and self.considered_sha256 != self.words_sha256():
            raise Refused(
                _(
                    "The list was changed after the sitting of %(day)s considered it. Take the edition back "
                    "into work and let a new sitting consider the list as it is now."
                )
                % {"day": f"{self.meeting.held_on:%d.%m.%Y}"}
            )

    def on_detach(self, *, by):
        if not self.annex.order.is_editable:
            raise Refused(_("The order is no longer a draft. The head returns it first."))
        annex = self.annex
        # The row lets go of its annex before the annex goes: the foreign key protects it.
        rows = type(self).objects.of(self.organisation).filter(pk=self.pk)
        rows.update(annex=None, state=self.state)
        self.annex = None
        annex.order.annexes.filter(form=self.CHANGES).delete()
        annex.delete()

    @property
    def same_list(self):
        """The fields that say which list this is, with their values."""
        return {name: getattr(self, name) for name in self.SAME_LIST}

    @property
    def approved_before(self):
        """The approved editions of the same list before this one, the nearest first."""
        rows = type(self).objects.of(self.organisation).approved().filter(**self.same_list)
        return rows.filter(number__lt=self.number).select_related("annex__order")

    @property
    def in_work(self):
        """The edition of the same list that is not annexed to an order yet, or None."""
        return type(self).objects.of(self.organisation).in_work().filter(**self.same_list).first()

    @property
    def order(self):
        """The order this edition is annexed to, or None."""
        return self.annex.order if self.annex else None

    @property
    def is_approved(self):
        return bool(self.annex and self.annex.order.is_signed)

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def body(self):
        return self.organisation

    body.fget.label = _("body")

    @property
    def status(self):
        """Where the edition is in its life: state, order and publication."""
        if not self.annex:
            return self.get_state_display()
        if self.annex.order.is_cancelled:
            return _("its order is cancelled")
        if self.is_approved and getattr(self, "replaced_by", None):
            return _("replaced by edition %(number)s") % {"number": self.replaced_by}
        if self.annex.order.is_quiet:
            return _("its order no longer holds")
        if getattr(self, "published", ""):
            return _("published")
        return _("approved") if self.is_approved else _("in a draft order")

    status.fget.label = _("state")

    @property
    def approved_by(self):
        """The number and date of the approving order, in words."""
        if not self.is_approved:
            return ""
        day = f"{self.order.date:%d.%m.%Y}" if self.order.date else ""
        return " · ".join(filter(None, [f"№ {self.order.number or '____'}", day]))

    approved_by.fget.label = _("approving order")


def newest_order_state(editions: type[ListEdition], **of):
    """SQL: the state of the order registered last for the editions of one list; NULL while there is none."""
    newest = editions.unscoped.registered().filter(**of).order_by("-number")
    return models.Subquery(newest.values("annex__order__state")[:1])


def question_words(question):
    """«№ 3, 22.05.2026 · 1. Тизмек жөнүндө»."""
    minutes = question.meeting
    return f"№ {minutes.number}, {minutes.held_on:%d.%m.%Y} · {question}"


def edition_constraints(what, same=ListEdition.SAME_LIST):
    """The rules of the database for a table of editions; `what` names it in each rule, `same` is its
    SAME_LIST.
    """
    return [
        models.UniqueConstraint(fields=[*same, "number"], name=f"one_{what}_a_number"),
        models.UniqueConstraint(fields=same, condition=~Q(state="ordered"), name=f"one_{what}_in_work"),
        models.UniqueConstraint(fields=["question"], name=f"a_question_approves_one_{what}"),
        models.CheckConstraint(
            condition=Q(state="ordered", annex__isnull=False) | ~Q(state="ordered") & Q(annex=None),
            name=f"ordered_{what}_has_its_annex",
        ),
        models.CheckConstraint(
            condition=Q(state="draft") | Q(meeting__isnull=False), name=f"considered_{what}_has_minutes"
        ),
        models.CheckConstraint(
            condition=Q(state__in=["draft", "considered", "ordered"]), name=f"{what}_state_is_known"
        ),
        models.CheckConstraint(
            condition=Q(ground__in=["first", "yearly", "structure", "functions", "other"]),
            name=f"{what}_ground_is_known",
        ),
    ]
