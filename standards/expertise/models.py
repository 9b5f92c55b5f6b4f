"""Anti-corruption expertise of drafts of acts (000 p.18.1): the draft, the factors found in it, the
conclusion, the author's answer.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.law import Confirmed, confirmation_constraint
from office.models.reference import DatedQuerySet, Named, dated_constraint
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act, may


class Factor(Named, Confirmed):
    """A factor that makes room for corruption in a text: dated, kept by the administrator, shared by every
    organisation.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            dated_constraint("factor_ends_after_it_begins"),
            confirmation_constraint("factor"),
        ]

    def get_absolute_url(self):
        return reverse("factors:record", args=[self.pk])

    @property
    def is_quiet(self):
        return self.valid_to is not None


class DraftActQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """Whoever reads the registers of the organisation, and who drafted the act."""
        mine = self.filter(drafter=person, organisation__in=person.body_ids)
        return self._allow(super().visible_to(person, act or Act.READ) | self._allow(mine))

    def waiting_for_an_answer(self):
        return self.filter(state="concluded")

    def received_in(self, year):
        return self.filter(year=year)


class DraftAct(Workflow, Owned):
    """A draft of an act sent for expertise."""

    class State(models.TextChoices):
        RECEIVED = "received", _("being examined")
        CONCLUDED = "concluded", _("concluded, waits for the author's answer")
        ANSWERED = "answered", _("answered")

    class Answer(models.TextChoices):
        TAKEN = "taken", _("taken into account whole")
        PARTLY = "partly", _("taken into account in part, with the reason")
        REFUSED = "refused", _("not taken into account, with the reason")
        NOTHING = "nothing", _("there was nothing to take into account")

    MOVES = (
        Move(
            "conclude",
            _("Give the conclusion"),
            (State.RECEIVED,),
            State.CONCLUDED,
            Act.SETTLE,
            _(
                "The factors and the conclusion stay as they stand; the author of the draft is asked to "
                "answer."
            ),
        ),
        Move(
            "answer",
            _("Enter the answer"),
            (State.CONCLUDED,),
            State.ANSWERED,
            Act.TELL,
            _("What the author does with each factor, in the author's words."),
        ),
    )
    GUARDS = (
        Guard(
            "a_concluded_draft_keeps_its_words",
            "UPDATE",
            "OLD.state <> 'received' AND (OLD.title <> NEW.title OR OLD.conclusion <> NEW.conclusion OR "
            "OLD.number <> NEW.number)",
        ),
        Guard("an_answered_draft_is_never_changed", "UPDATE", "OLD.state = 'answered'"),
        Guard("a_draft_act_is_never_deleted", "DELETE"),
    )

    title = models.TextField(_("title of the draft"), help_text=_("As it stands over the text: «… жөнүндө»"))
    kind = models.CharField(
        _("kind of act"), max_length=100, help_text=_("токтом, буйрук, жобо, эреже, көрсөтмө")
    )
    source = models.CharField(_("who sent it"), max_length=300, help_text=_("Unit, post, or body"))
    drafter = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author of the draft in the portal"),
        help_text=_("Reads the conclusion and answers it. Leave it empty when the answer comes on paper."),
    )
    received_on = models.DateField(_("received on"), default=clock.today)
    number = models.PositiveIntegerField(_("number"), editable=False)
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED, editable=False)
    conclusion = models.TextField(_("conclusion"), blank=True, editable=False)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True, editable=False)
    concluded_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("concluded by"),
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True, editable=False)
    answer_words = models.TextField(_("words of the answer"), blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    unscoped, objects = make_managers(DraftActQuerySet)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="draft_act_number_is_given_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state="received", conclusion="", concluded_on=None, concluded_by=None)
                | Q(
                    state__in=["concluded", "answered"],
                    concluded_on__isnull=False,
                    concluded_by__isnull=False,
                )
                & ~Q(conclusion=""),
                name="concluded_draft_has_conclusion_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="answered",
                    answer__in=["taken", "partly", "refused", "nothing"],
                    answered_on__isnull=False,
                    answered_by__isnull=False,
                )
                & ~Q(answer_words="")
                | Q(
                    state__in=["received", "concluded"],
                    answer="",
                    answer_words="",
                    answered_on=None,
                    answered_by=None,
                ),
                name="answered_draft_has_answer_day_and_person",
            ),
        ]

    def __str__(self):
        return (
            f"№ {self.number}/{self.year} · {self.title if len(self.title) <= 100 else self.title[:97] + '…'}"
        )

    def get_absolute_url(self):
        return reverse("expertises:record", args=[self.pk])

    @property
    @with_label(_("number"))
    def sign(self):
        return f"{self.number}/{self.year}"

    @property
    def is_editable(self):
        return self.state == self.State.RECEIVED

    @property
    def takes_more(self):
        return self.is_editable

    @property
    def is_quiet(self):
        return self.state == self.State.ANSWERED

    def is_open_to(self, person, move):
        """The answer is the author's; whoever examines enters one that came on paper."""
        return (
            move.name != "answer"
            or person.pk == self.drafter_id
            or may(person, Act.SETTLE, self.organisation)
        )

    def moves_for(self, person):
        return [move for move in super().moves_for(person) if self.is_open_to(person, move)]

    def on_conclude(self, *, by, conclusion):
        self.conclusion = conclusion
        self.concluded_on, self.concluded_by = clock.today(), by

    def on_answer(self, *, by, answer, answer_words):
        if not self.is_open_to(by, self.move_named("answer")):
            raise Refused(_("The author of the draft answers, or who examined it."))
        self.answer, self.answer_words = answer, answer_words
        self.answered_on, self.answered_by = clock.today(), by


CONCLUDED = "SELECT 1 FROM standards_draftact d WHERE d.id = {row}.draft_id AND d.state <> 'received'"


class FoundFactor(Owned):
    """A factor found at a place of the draft, and how to take it out."""

    GUARDS = frozen_while("a_factor_of_a_concluded_draft", CONCLUDED)

    draft = models.ForeignKey(DraftAct, models.PROTECT, related_name="found", editable=False)
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="+", verbose_name=_("factor"))
    place = models.CharField(_("where in the draft"), max_length=200, help_text=_("Point, paragraph, page"))
    reason = models.TextField(_("why it makes room for corruption"))
    proposal = models.TextField(_("how to take it out"))

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.place}: {self.factor}"

    def get_absolute_url(self):
        return self.draft.get_absolute_url()
