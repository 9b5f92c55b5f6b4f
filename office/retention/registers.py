"""Registers of retention: acts of disposal, terms, holds."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.duties import HERE, Source
from office.registers.links import Line, Link, MyDayLine
from office.registers.register import Register
from office.retention.actions import aged_years, seen_rows
from office.retention.forms import (
    ApprovalForm,
    HoldForm,
    LiftForm,
    ProposalForm,
    RefusalForm,
    RemovalForm,
    TermForm,
)
from office.retention.models.disposal import Disposal
from office.retention.models.terms import Hold, RetentionTerm
from office.roles import Act, may


def disposal_list_context(request, rows):
    """Context beside the acts: what has come of age, links to terms and holds."""
    organisation = request.organisation
    ages = aged_years(organisation, seen_rows(organisation, request.user)) if organisation else []
    return {
        "ages": ages,
        "ways": [
            Link(TERMS.title, TERMS.url("register"), icon="calendar3"),
            Link(HOLDS.title, HOLDS.url("register"), icon="lock"),
        ],
    }


def disposal_context(request, row):
    return {
        "units": row.units.select_related("term__act"),
        "papers": [
            Link(_("Print the act"), reverse("disposals:paper", args=[row.pk]), icon="printer"),
            Link("Word", reverse("disposals:word", args=[row.pk]), icon="file-earmark-word"),
        ],
    }


def removal_context(request, row, move):
    """Context above the move: how many rows and files of which kinds and years."""
    lines = [
        Line(
            str(unit),
            _("records: %(count)s, files: %(files)s, kept until %(day)s")
            % {"count": unit.count, "files": unit.files, "day": f"{unit.kept_until:%d.%m.%Y}"},
        )
        for unit in row.units.all()
    ]
    if row.decision:
        lines.append(Line(_("Decided by"), row.decision))
    return {"facts": lines}


DISPOSALS = Register(
    model=Disposal,
    space="disposals",
    title=gettext_lazy("Disposal of records"),
    new=gettext_lazy("Propose an act of disposal"),
    empty=gettext_lazy("No act has been proposed. Nothing is ever removed without one."),
    columns=("number", "year", "count", "decision", "state"),
    sections=(
        ("", ("number", "year", "proposed_by", "proposed_on")),
        (gettext_lazy("Decision"), ("decision", "approved_by", "approved_on", "refusal")),
        (gettext_lazy("Removal"), ("disposed_by", "disposed_at")),
    ),
    pages=("register", "record", "create", "move"),
    form=ProposalForm,
    move_forms={"approve": ApprovalForm, "dispose": RemovalForm, "refuse": RefusalForm},
    list_template="office/disposal_list.html",
    record_template="office/disposal_detail.html",
    list_extra=disposal_list_context,
    record_extra=disposal_context,
    move_extra=removal_context,
)

TERMS = Register(
    model=RetentionTerm,
    space="retention_terms",
    title=gettext_lazy("Retention terms"),
    new=gettext_lazy("Enter a retention term"),
    empty=gettext_lazy(
        "No term has been entered: everything is kept for ever. A term comes from an act, or from the "
        "nomenclature of files of the body where no act gives one."
    ),
    columns=("kind_name", "years_words", "ground", "valid_from"),
    sections=(("", ("kind_name", "years_words", "ground", "valid_from", "entered_by", "entered_on")),),
    pages=("register", "record", "create"),
    form=TermForm,
)

HOLDS = Register(
    model=Hold,
    space="holds",
    title=gettext_lazy("Records held back"),
    new=gettext_lazy("Hold records back"),
    empty=gettext_lazy(
        "Nothing is held back. While a complaint, a check, an investigation or a court needs records, they "
        "are entered here and nobody disposes of them."
    ),
    columns=("kind_name", "year", "number", "reason", "state"),
    sections=(
        ("", ("kind_name", "year", "number", "reason", "entered_by", "entered_on")),
        (gettext_lazy("Letting go"), ("lift_ground", "lifted_by", "lifted_on")),
    ),
    pages=("register", "record", "create", "move"),
    form=HoldForm,
    move_forms={"lift": LiftForm},
)


def proposed_disposals(organisation):
    return Disposal.objects.of(organisation).filter(state=Disposal.State.PROPOSED)


def disposal_my_day_lines(person, organisation):
    """For the head: acts that wait for the decision."""
    if organisation is None or not may(person, Act.SIGN, organisation):
        return []
    return [
        MyDayLine(str(row), row.get_absolute_url(), state=_("waits for a decision"), urgency="later")
        for row in proposed_disposals(organisation)
    ]


MY_DAY = Source(disposal_my_day_lines, (Act.SIGN,), (lambda: proposed_disposals(HERE),))
