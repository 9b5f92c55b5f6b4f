"""Monitoring of officials whose work is bound up with corruption risks (281 p.15): indicators, surveys,
findings, the yearly report.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.commission import Commission, Meeting
from office.models.head_report import HeadReport
from office.models.person import Person
from office.models.reference import Named, in_reader_language
from office.papers.models import token
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from positions.models.posts import Post


class SignQuerySet(OwnedQuerySet):
    def in_force(self):
        return self.filter(dropped_on=None)


class Sign(Named, Owned):
    """An indicator of the conduct of officials in the organisation's own set (281 p.15); the fifteen signs of
    point 10 are a start.
    """

    name_ky = models.TextField(_("indicator in Kyrgyz"))
    name_ru = models.TextField(_("indicator in Russian"), blank=True)
    code = models.CharField(max_length=40, blank=True, editable=False)  # of a sign of point 10
    dropped_on = models.DateField(_("not used since"), null=True, blank=True)

    unscoped, objects = make_managers(SignQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=~Q(code=""),
                name="a_sign_of_the_method_is_taken_once",
            )
        ]

    def get_absolute_url(self):
        return reverse("signs:record", args=[self.pk])

    @property
    def is_quiet(self):
        return self.dropped_on is not None


class SurveyQuerySet(OwnedQuerySet):
    def with_address(self, token):
        """The survey of a public address, for anyone who holds it; none while it is being prepared."""
        return self._allow(self.filter(token=token).exclude(state=Survey.State.DRAFT))


OPENED = "SELECT 1 FROM positions_survey s WHERE s.id = {row}.survey_id AND s.state <> 'draft'"


class Survey(Workflow, Owned):
    """A short survey of people who dealt with the officials of the organisation, by a public link: no
    account, no trace.
    """

    NOT_AUDITED = ("token",)  # whoever has the address answers: the history must not carry it away

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    MOVES = (
        Move(
            "open",
            _("Open the survey"),
            (State.DRAFT,),
            State.OPEN,
            Act.KEEP,
            _("Anyone who has the link can answer; the questions can no longer be changed."),
        ),
        Move(
            "close",
            _("Close the survey"),
            (State.OPEN,),
            State.CLOSED,
            Act.KEEP,
            _("Nobody can answer any more; what was answered stays."),
            danger=True,
        ),
    )

    title_ky = models.CharField(
        _("title in Kyrgyz"), max_length=200, help_text=_("What people dealt with: «Жер участогун алуу»")
    )
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name=_("post"),
        help_text=_("Leave it empty when the survey is about the whole body."),
    )
    signs = models.ManyToManyField(
        Sign, through="positions.Question", related_name="+", verbose_name=_("indicators asked about")
    )
    by_slips = models.BooleanField(
        _("answered by one-time slips"),
        default=False,
        help_text=_(
            "Each answer needs the code of a printed slip, and a slip answers once. Without a tick anyone "
            "who has the link answers."
        ),
    )
    slip_count = models.PositiveIntegerField(_("slips printed"), default=0, editable=False)
    token = models.CharField(max_length=32, unique=True, default=token, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    unscoped, objects = make_managers(SurveyQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", opened_on=None, closed_on=None)
                | Q(state="open", opened_on__isnull=False, closed_on=None)
                | Q(state="closed", opened_on__isnull=False, closed_on__isnull=False),
                name="survey_has_the_days_of_its_state",
            )
        ]

    def __str__(self):
        return in_reader_language(self.title_ky, self.title_ru)

    def get_absolute_url(self):
        return reverse("surveys:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def address(self):
        """The absolute public address, for the QR code."""
        return f"{settings.PUBLIC_ADDRESS}{reverse('open:survey', args=[self.token])}"

    @property
    def reply_count(self):
        return self.replies.count()

    reply_count.fget.label = _("answers")

    def results(self):
        """Each question with how many answered yes, no and «I do not know»: `{sign, yes, no, unsure}`;
        nothing until it is closed, never of a part of it: a single answer would tell itself apart.
        """
        if self.state != self.State.CLOSED:
            return []
        counts: dict = {}
        for answers in self.replies.values_list("answers", flat=True):
            for sign, answer in answers.items():
                counts[sign, answer] = counts.get((sign, answer), 0) + 1
        return [
            {
                "sign": sign,
                **{answer: counts.get((str(sign.pk), answer), 0) for answer in Reply.Answer.values},
            }
            for sign in self.signs.all()
        ]

    def words_left(self):
        """Replies with free words, the newest day first; none until the survey is closed."""
        is_closed = self.state == self.State.CLOSED
        return self.replies.exclude(words="").order_by("-day", "pk") if is_closed else self.replies.none()

    def on_open(self, *, by):
        if not self.signs.exists():
            raise Refused(_("A survey needs at least one question: correct it and tick the indicators."))
        self.opened_on = clock.today()

    def on_close(self, *, by):
        self.closed_on = clock.today()
        self.slips.all().delete()  # they answer nothing any more

    def replies_by_channel(self) -> list:
        """[(words, how many)] of the ways answers came, those without any left out."""
        counts = dict(self.replies.order_by().values_list("channel").annotate(many=models.Count("pk")))
        return [(label, counts[channel]) for channel, label in Reply.Channel.choices if channel in counts]


class Question(Owned):
    GUARDS = frozen_while("a_question_of_an_opened_survey", OPENED)

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="+"
    )  # a draft may be thrown away with its questions
    sign = models.ForeignKey(Sign, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "sign"], name="a_sign_is_asked_once_a_survey")
        ]

    def __str__(self):
        return str(self.sign)


class Reply(Owned):
    """One reply to a survey.

    Of the sender nothing is stored: no person, no address, the day and not the hour; of one that came by
    telephone or on paper, who of the office entered it.
    """

    # The memory writes the second in which a row came: that would be a trace. The row itself can never be
    # changed.
    AUDITED = False
    GUARDS = (
        Guard(
            "a_reply_comes_only_to_an_open_survey",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM positions_survey s WHERE s.id = NEW.survey_id AND s.state = 'open')",
        ),
        Guard(
            "a_reply_to_a_survey_by_slips_takes_a_slip",
            "INSERT",
            "EXISTS (SELECT 1 FROM positions_survey s WHERE s.id = NEW.survey_id AND s.by_slips "
            "AND s.slip_count - (SELECT count(*) FROM positions_surveyslip p WHERE p.survey_id = s.id) "
            "<= (SELECT count(*) FROM positions_reply r WHERE r.survey_id = s.id))",
        ),
        Guard("a_reply_is_never_changed", "UPDATE"),
        Guard("a_reply_is_never_deleted", "DELETE"),
    )

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNSURE = "unsure", _("I do not know")

    class Channel(models.TextChoices):
        ONLINE = "online", _("by the open page")
        TELEPHONE = "telephone", _("by telephone")
        PAPER = "paper", _("by mail or on paper")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="replies")
    channel = models.CharField(
        _("how it came"), max_length=10, choices=Channel, default=Channel.ONLINE, editable=False
    )
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    day = models.DateField(default=clock.today)
    answers = models.JSONField(default=dict)  # primary key of the indicator → answer
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["survey", "day"], name="reply_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="online", keeper=None)
                | Q(channel__in=["telephone", "paper"], keeper__isnull=False),
                name="a_reply_entered_by_hand_says_by_whom",
            )
        ]

    def __str__(self):
        return f"{self.survey} {self.day}"


class Finding(Owned):
    """Material on conduct, or a proposal (281 p.15)."""

    class Kind(models.TextChoices):
        CONDUCT = "conduct", _("material: demands on conduct were not kept")
        INTEREST = "interest", _("material: a conflict of interest was not settled")
        MEASURE = "measure", _("proposal: reduce or remove the risk")
        RISKS = "risks", _("proposal: change the list of risks")
        POSTS = "posts", _("proposal: change the list of positions")

    MATERIALS = (Kind.CONDUCT, Kind.INTEREST)

    kind = models.CharField(_("what it is"), max_length=20, choices=Kind)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("post")
    )
    sign = models.ForeignKey(
        Sign, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("indicator")
    )
    found_on = models.DateField(_("day"), default=clock.today)
    text = models.TextField(
        _("content"), help_text=_("Posts, not names: the report goes further than this register.")
    )
    source = models.TextField(_("where it comes from"), blank=True, help_text=_("Document, number and date"))
    outcome = models.TextField(_("what was done"), blank=True)

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["conduct", "interest", "measure", "risks", "posts"]),
                name="finding_kind_is_known",
            )
        ]

    def __str__(self):
        return self.text if len(self.text) <= 120 else f"{self.text[:117]}…"

    def get_absolute_url(self):
        return reverse("findings:record", args=[self.pk])


class YearReport(HeadReport):
    """The yearly report on the monitoring to the head, heard once a year in the advisory body
    (281 p.15, 17).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        HEARD = "heard", _("heard in the advisory body")

    MOVES = (
        Move(
            "hear",
            _("Heard in the advisory body"),
            (State.DRAFT,),
            State.HEARD,
            Act.KEEP,
            _("The minutes are tied to the report; what it says is kept as it stands now."),
            danger=True,
        ),
    )
    GUARDS = (
        Guard("a_heard_report_is_never_changed", "UPDATE", "OLD.state = 'heard'"),
        Guard("a_heard_report_is_never_deleted", "DELETE", "OLD.state = 'heard'"),
    )

    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="year_reports",
        verbose_name=_("minutes of the advisory body"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    unscoped, objects = make_managers()

    class Meta(HeadReport.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="one_monitoring_report_a_year",
                violation_error_message=_("The report of this year has been begun already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", meeting=None, data__isnull=True)
                | Q(state="heard", meeting__isnull=False, data__isnull=False),
                name="heard_report_has_minutes_and_data",
            ),
        ]

    def __str__(self):
        return str(_("Report on the monitoring, %(year)s")) % {"year": self.year}

    def get_absolute_url(self):
        return reverse("year_reports:record", args=[self.pk])

    def on_hear(self, *, by, meeting):
        from positions.contexts import year_report_table

        if meeting.state != Meeting.State.CLOSED or meeting.commission.kind != Commission.Kind.ADVISORY:
            raise Refused(_("Choose closed minutes of the advisory body."))
        if meeting.held_on.year < self.year:
            raise Refused(_("The minutes are older than the year the report is about."))
        self.require_conclusions(_("Write the conclusions first: the advisory body hears them."))
        self.meeting, self.data = meeting, year_report_table(self)
