"""Pages of a scoring session: begin, score on a phone, compare the scores, agree."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.models.commission import Commission, Meeting, Seat
from office.registers.forms import PortalForm, text_area
from office.registers.links import Link
from office.registers.policy import policy
from office.roles import Act
from risks.assessments.copies import copied_reasons
from risks.assessments.forms import ScoreField, describe_scores
from risks.models.method import FunctionKind
from risks.models.risk import Risk
from risks.sessions import actions
from risks.sessions.models import Matter, Opinion, Session

MOST_RISKS = 300  # risks a group can score in one sitting


class SessionForm(PortalForm):
    ALL, WITHOUT = "all", "without"

    which = forms.ChoiceField(
        label=_("Risks to be scored"),
        choices=[(WITHOUT, _("those without an agreed sheet")), (ALL, _("all that are not dropped"))],
        widget=forms.RadioSelect,
        initial=WITHOUT,
    )
    kind = forms.ModelChoiceField(
        label=_("Kind of function"), queryset=FunctionKind.objects.all(), required=False, empty_label=_("all")
    )

    class Meta:
        model = Session
        fields = ["meeting"]
        help_texts = {
            "meeting": _("A meeting of the working group with those present marked, its minutes not closed")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.of(self.organisation).filter(
            state=Meeting.State.PLANNED, commission__kind=Commission.Kind.WORKING_GROUP, session=None
        )

    def clean_meeting(self):
        meeting = self.cleaned_data["meeting"]
        if not meeting.attendances.filter(present=True).exists():
            raise ValidationError(_("Correct the meeting first: mark who is present."))
        return meeting

    def clean(self):
        data = super().clean() or {}
        rows = Risk.objects.of(self.organisation).in_register().in_order()
        if data.get("which") == self.WITHOUT:
            rows = rows.filter(assessment=None)
        if data.get("kind"):
            rows = rows.filter(kind=data["kind"])
        self.risks = list(rows[: MOST_RISKS + 1])
        if not self.risks:
            self.add_error("which", _("No risk is left to be scored: choose others."))
        if len(self.risks) > MOST_RISKS:
            self.add_error(
                "kind",
                _("More than 300 risks are too many for one sitting: take one kind of function at a time."),
            )
        return data

    def save_as(self, by):
        return actions.begin_session(super().save_as(by), self.risks)


class OpinionForm(PortalForm):
    """One risk, one member: two scores, each with its reason.

    The secretary enters the scores of outside members from their paper.
    """

    FIELDSETS = (
        ("", ("seat",)),
        (_("1. Likelihood of the risk"), ("likelihood", "likelihood_reason")),
        (_("2. Consequences (harm)"), ("harm", "harm_reason")),
    )

    likelihood = ScoreField(label=_("Likelihood"))
    harm = ScoreField(label=_("Harm"))

    class Meta:
        model = Opinion
        fields = ["seat", "likelihood", "likelihood_reason", "harm", "harm_reason"]
        widgets = {"likelihood_reason": text_area(2), "harm_reason": text_area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe_scores(self)
        if self.instance.pk:
            del self.fields["seat"]
            return
        self.instance.session = self.instance.matter.session
        seats = self.seats()
        self.fields["seat"].queryset = Seat.objects.of(self.organisation).filter(
            pk__in=[seat.pk for seat in seats]
        )
        self.fields["seat"].initial = next(
            (seat.pk for seat in seats if seat.person_id == self.person.pk), None
        )
        if len(seats) == 1:
            self.instance.seat = seats[0]
            del self.fields["seat"]

    def seats(self):
        """Seats this person may still score the risk for: the own one and, leading the group, those of
        outside members.
        """
        matter = self.instance.matter
        scored_seats = set(
            Opinion.objects.of(self.organisation).filter(matter=matter).values_list("seat", flat=True)
        )
        is_leader = matter.session.is_led_by(self.person)
        return [
            seat
            for seat in matter.session.present
            if seat.pk not in scored_seats
            and (seat.person_id == self.person.pk or is_leader and seat.person_id is None)
        ]

    def clean(self):
        data = super().clean()
        if (
            not self.instance.pk
            and not self.instance.seat_id
            and "seat" not in self.errors
            and not data.get("seat")
        ):
            raise ValidationError(
                _("You are not marked as present at this meeting, or the scores have been given already.")
            )
        return data

    @property
    def place(self):
        """Progress through the risks: `{n, of}`."""
        session = self.instance.session
        done = (
            Opinion.objects.of(self.organisation).filter(session=session, seat=self.instance.seat_id).count()
        )
        return {"n": done + (not self.instance.pk), "of": session.matters.count()}

    def save_as(self, by):
        opinion = self.save(commit=False)
        opinion.version += bool(opinion.pk)
        return actions.record_opinion(opinion, by=by)


class AgreedScoresForm(PortalForm):
    """What the group agreed: two scores, each with its one reason."""

    FIELDSETS = OpinionForm.FIELDSETS[1:]

    likelihood = ScoreField(label=_("Likelihood"))
    harm = ScoreField(label=_("Harm"))

    class Meta:
        model = Matter
        fields = ["likelihood", "likelihood_reason", "harm", "harm_reason"]
        widgets = {"likelihood_reason": text_area(2), "harm_reason": text_area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe_scores(self)
        self.opinions = list(self.instance.opinions.select_related("seat__person"))
        for name in ("likelihood", "harm"):
            self.fields[f"{name}_reason"].required = True
            if self.opinions and not self.instance.is_agreed:
                self.initial[name], self.initial[f"{name}_reason"] = actions.unanimous_score(
                    self.opinions, name
                )

    def finish(self, row, *, by):
        row.agreed_at, row.agreed_by = timezone.now(), by


def session_context(request, session):
    """While scoring: who has scored how many risks.

    Afterwards: the scores side by side, widest spread first.
    """
    present, me = list(session.present), session.seat_of(request.user)
    is_leader = session.is_led_by(request.user)
    count = session.matters.count()
    scored_pairs = list(session.opinions.order_by().values_list("seat", "matter"))
    context = {
        "members": [
            {
                "seat": seat,
                "done": sum(1 for scored_seat, _matter in scored_pairs if scored_seat == seat.pk),
                "of": count,
            }
            for seat in present
        ],
        "is_leader": is_leader,
        "score_url": reverse("sessions:next", args=[session.pk]) if session.is_scoring and me else "",
        "links": [Link(str(session.meeting), session.meeting.get_absolute_url())],
    }
    if session.is_scoring:
        outside = {seat.pk for seat in present if seat.person_id is None} if is_leader else set()
        return context | {
            "own_opinions": own_opinions(session, me),
            "outside_lines": outside_member_lines(session, outside, scored_pairs),
        }
    lines = matter_lines(session, is_leader and session.is_open)
    return context | {"lines": lines, "copied": copied_at(session) if is_leader else []}


def copied_at(session) -> list[tuple[str, int]]:
    """[(reason, how many risks it stands under)] of what was said at the sitting, for who leads it."""
    rows = [*session.opinions.all(), *session.matters.agreed().annotate(matter_id=F("pk"))]
    return [(text, len(matters)) for text, matters in copied_reasons(rows, "matter_id")]


def own_opinions(session, seat):
    """[{opinion, url}] of the reader's seat."""
    opinions = Opinion.objects.of(session.organisation).filter(session=session, seat=seat) if seat else []
    return [
        {"opinion": opinion, "url": reverse("opinions:edit", args=[opinion.pk])}
        for opinion in (opinions.select_related("matter__risk") if seat else [])
    ]


def outside_member_lines(session, outside, scored_pairs):
    """[{matter, url}] not yet scored by some outside member, for whoever enters their papers."""
    if not outside:
        return []
    done = {(seat, matter) for seat, matter in scored_pairs}
    return [
        {"matter": matter, "url": reverse("opinions:create", args=[matter.pk])}
        for matter in session.matters.select_related("risk")
        if any((seat, matter.pk) not in done for seat in outside)
    ]


def matter_lines(session, may_agree):
    """[{matter, opinions, spread, url}], widest spread first."""
    opinions = actions.opinions_by_matter(session)
    lines = [
        {
            "matter": matter,
            "opinions": opinions[matter.pk],
            "spread": actions.opinion_spread(opinions[matter.pk]),
            "url": reverse("matters:edit", args=[matter.pk]) if may_agree else "",
        }
        for matter in session.matters.select_related("risk__kind")
    ]
    return sorted(lines, key=lambda line: -line["spread"])


@policy(Act.READ, ("GET", "HEAD"))
def go_to_next_risk(request, pk):
    """To the next risk the reader has not scored; to the session when there is none."""
    session = get_object_or_404(Session.objects.visible_to(request.user, Act.READ), pk=pk)
    seat = session.seat_of(request.user) if session.is_scoring else None
    matter = actions.next_matter(session, seat) if seat else None
    return redirect("opinions:create", matter.pk) if matter else redirect(session)


def may_agree_scores(person, matter):
    return matter.session.is_led_by(person)


def may_correct_opinion(person, opinion):
    return person.pk in (opinion.seat.person_id, opinion.scribe_id)
