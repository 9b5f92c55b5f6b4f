"""Scores brought in from a file: certificates made on paper, or a member's own sheet.

First what was understood, then, confirmed, the rows.
"""

from datetime import date

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import contexts, score_actions, score_imports, score_rules
from monitoring.forms import YearField, not_in_future
from monitoring.models.certificate import Result
from monitoring.models.criteria import CriteriaSet
from monitoring.models.monitoring import Monitoring
from monitoring.score_forms import SCORE_REFUSALS
from office import clock
from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.read_first import read_before
from office.imports.room import read_tables
from office.models.organisation import Organisation
from office.papers.downloads import file_response
from office.papers.sheet import Column, Sheet
from office.papers.writers import to_xlsx
from office.registers.forms import DateInput, with_capitals
from office.registers.links import Link
from office.registers.policy import policy
from office.roles import Act, may

SALT = "monitoring.scores"
READING_MAX_AGE = 3600
DOUBTS_SHOWN = 200

DOUBTS = SCORE_REFUSALS | {
    "score_out_of_range": gettext_lazy("A score lies between 1 and 5. Is this another scale?"),
    "column_missing": gettext_lazy("No column has the number of this criterion."),
    "row_missing": gettext_lazy("No row has the number of this criterion."),
    "criterion_unknown": gettext_lazy("There is no criterion of this number."),
    "criterion_twice": gettext_lazy("This criterion stands in the file twice."),
    "body_unknown": gettext_lazy("No body below this one is called so. Write its name or its code."),
    "body_twice_named": gettext_lazy("Two bodies are called so. Write the code of the one that is meant."),
    "body_repeated": gettext_lazy("This body stands in the file twice."),
    "already": gettext_lazy("This body already has a certificate of this year."),
}


class ScoresFileForm(forms.Form):
    """A file with scores."""

    file = forms.FileField(
        label=gettext_lazy("File with the scores"),
        help_text=gettext_lazy("Excel, Word or CSV, up to 5 MB: a row a criterion, or a body a row."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
    )

    def __init__(self, *args, criteria_set, **kwargs):
        super().__init__(*args, **kwargs)
        with_capitals(self)
        self.criteria_set = criteria_set

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            self.reading = score_imports.read_scores(
                upload.read(MAX_BYTES + 1), upload.name, self.criteria_set.count
            )
        except UnreadableFile as refused:
            raise ValidationError(refused.message) from refused
        return upload


class OwnScoresFileForm(ScoresFileForm):
    """The scores of one member."""

    def clean_file(self):
        upload = super().clean_file()
        if self.reading.has_row_per_organisation:
            raise ValidationError(
                _("This file has a body a row. Your own scores come with a row a criterion.")
            )
        return upload


class PaperCertificatesForm(ScoresFileForm):
    """Certificates of a year made on paper."""

    year = YearField(label=gettext_lazy("year of the rating"), initial=lambda: clock.today().year)
    made_on = forms.DateField(label=gettext_lazy("certificates of"), widget=DateInput, initial=clock.today)
    body = forms.ModelChoiceField(
        label=gettext_lazy("body"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("For a file with a row a criterion"),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = organisations

    def clean_made_on(self):
        return not_in_future(self.cleaned_data["made_on"])

    def clean(self):
        data = super().clean() or {}
        if "file" in data and not self.reading.has_row_per_organisation and not data.get("body"):
            self.add_error("body", _("The file has the scores of one body: say of which."))
        return data

    def matched_sheets(self):
        """(pairs of an organisation and its sheet, doubts) of a valid form."""
        if self.reading.has_row_per_organisation:
            pairs, doubts = score_imports.match_organisations(
                self.reading.sheets, self.fields["body"].queryset
            )
        else:
            pairs, doubts = [(self.cleaned_data["body"], sheet) for sheet in self.reading.sheets], []
        return pairs, [*self.reading.doubts, *doubts, *self.already_certified(pairs)]

    def already_certified(self, pairs):
        year = self.cleaned_data["year"]
        for organisation, sheet in pairs:
            if Result.objects.of(organisation).of_bodies().filter(year=year).exists():
                yield score_imports.ScoreDoubt(sheet.cell, str(organisation), "already")


def doubt_lines(doubts):
    """Doubts in words, those of a cell first in the order of the file."""
    return [
        {"cell": one.cell, "text": one.text, "number": one.number, "why": DOUBTS[one.why]}
        for one in doubts[:DOUBTS_SHOWN]
    ]


def note_line(note) -> str:
    """A note with its place, in one line."""
    return _("table %(table)s, row %(row)s") % {"table": note.table, "row": note.row} + f": {note.message}"


@read_before(read_tables)
@policy(Act.MONITOR)
def import_certificates(request):
    """Certificates of a year out of a file: what was understood first, then all of them or none."""
    organisation = request.organisation
    if organisation is None or not may(request.user, Act.MONITOR, organisation):
        raise Http404
    criteria_set = CriteriaSet.objects.newest(clock.today())
    if "reading" in request.POST:
        return confirm_import(request, organisation, criteria_set)
    organisations = Organisation.objects.working().filter(path__startswith=organisation.path)
    sent = request.method == "POST"
    form = PaperCertificatesForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        criteria_set=criteria_set,
        organisations=organisations,
    )
    pairs, doubts = form.matched_sheets() if sent and form.is_valid() else ([], [])
    return render_import(request, form, pairs, doubts, criteria_set)


def render_import(request, form, pairs, doubts, criteria_set):
    """The form, the doubts, or what stands ready to be taken in."""
    lines = [
        {
            "organisation": organisation,
            "total": (points := sum(sheet.scores.values())),
            "band": criteria_set.band_of(points),
        }
        for organisation, sheet in ([] if doubts else pairs)
    ]
    context = {
        "form": form,
        "title": _("Scores from a file"),
        "back": Link(_("Rating"), reverse("rating:register")),
        "cancel_url": reverse("rating:register"),
        "doubts": doubt_lines(doubts),
        "doubt_count": len(doubts),
        "notes": form.reading.notes if form.is_bound and form.is_valid() else [],
        "lines": lines,
        "reading": sign_reading(form, pairs) if lines else "",
        "blank_url": reverse("rating:blank"),
    }
    refused = form.is_bound and not lines
    return render(request, "monitoring/bring.html", context, status=422 if refused else 200)


def sign_reading(form, pairs) -> str:
    """The reading signed for the confirmation step; valid READING_MAX_AGE seconds."""
    data = form.cleaned_data
    return signing.dumps(
        {
            "file": data["file"].name[-200:],
            "year": data["year"],
            "made_on": data["made_on"].isoformat(),
            "rows": [[organisation.pk, sheet.cell, sheet.scores] for organisation, sheet in pairs],
        },
        salt=SALT,
        compress=True,
    )


def confirm_import(request, organisation, criteria_set):
    """Create certificates from the signed reading. An expired or used reading returns to the form."""
    try:
        reading = signing.loads(request.POST["reading"], salt=SALT, max_age=READING_MAX_AGE)
    except signing.BadSignature:
        messages.error(request, _("The page was open for too long. Bring the file once more."))
        return redirect("rating:bring")
    known = (
        Organisation.objects.working()
        .filter(path__startswith=organisation.path)
        .in_bulk([row[0] for row in reading["rows"]])
    )
    with transaction.atomic():
        rows = [row for row in reading["rows"] if row[0] in known]
        created = [
            create_paper_certificate(known[row[0]], row, reading, organisation, criteria_set, request.user)
            for row in rows
        ]
    messages.success(request, _("Certificates taken in: %(n)s.") % {"n": sum(created)})
    return redirect(f"{reverse('rating:register')}?year={reading['year']}")


def create_paper_certificate(subject, row, reading, organisation, criteria_set, by) -> bool:
    """Create one paper certificate; False when the organisation already has one of this year."""
    _pk, cell, scores_by_number = row
    if Result.objects.of(subject).of_bodies().filter(year=reading["year"]).exists():
        return False
    scores = {int(number): score for number, score in scores_by_number.items()}
    points = score_rules.sum_scores(scores.values(), criteria_set.count)
    year = reading["year"]
    Result.objects.create(
        organisation=subject,
        brought_from=f"{reading['file']}, {cell}",
        monitor=organisation,
        criteria_set=criteria_set,
        year=year,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        scores={str(number): score for number, score in sorted(scores.items())},
        count=criteria_set.count,
        total=points,
        band=criteria_set.band_of(points),
        data={"reasons": {}, "conclusion": "", "members": [], "order": "", "late": []},
        made_on=date.fromisoformat(reading["made_on"]),
        made_by=by,
    )
    return True


@read_before(read_tables)
@policy(Act.SCORE)
def import_own_scores(request, pk):
    """A member's own scores out of a file with a row a criterion: they fill the sheet, which is handed in by
    hand.
    """
    monitoring = get_object_or_404(Monitoring.objects.visible_to(request.user, Act.SCORE), pk=pk)
    seat = monitoring.seat_of(request.user)
    if seat is None or not monitoring.is_scoring:
        return redirect(monitoring)
    sent = request.method == "POST"
    form = OwnScoresFileForm(
        request.POST if sent else None, request.FILES if sent else None, criteria_set=monitoring.criteria_set
    )
    doubts = form.reading.doubts if sent and form.is_valid() else []
    if sent and not form.errors and not doubts:
        score_actions.fill_own(monitoring, seat, form.reading.sheets[0].scores, by=request.user)
        for note in form.reading.notes[:DOUBTS_SHOWN]:
            messages.warning(request, note_line(note))
        messages.success(request, _("The scores stand in your sheet. Look through them and hand them in."))
        return redirect("monitorings:score", monitoring.pk)
    context = {
        "form": form,
        "title": _("My scores from a file"),
        "back": Link(str(monitoring), monitoring.get_absolute_url()),
        "cancel_url": monitoring.get_absolute_url(),
        "doubts": doubt_lines(doubts),
        "doubt_count": len(doubts),
        "notes": form.reading.notes if sent and form.is_valid() else [],
    }
    return render(request, "monitoring/bring.html", context, status=422 if sent else 200)


def blank_scores_sheet(criteria_set) -> Sheet:
    """The form to be filled with an organisation a row."""
    numbers = [
        Column(f"c{one.number}", str(one.number), 8, numeric=True) for one in criteria_set.all_criteria
    ]
    return Sheet(form="monitoring/blank", title="{about}", columns=(Column("body", "Орган", 60), *numbers))


@policy(Act.MONITOR, ("GET", "HEAD"))
def blank_scores_file(request):
    """An empty Excel form with a row for each organisation below, to be filled and brought back."""
    organisation = request.organisation
    if organisation is None or not may(request.user, Act.MONITOR, organisation):
        raise Http404
    criteria_set = CriteriaSet.objects.newest(clock.today())
    organisations = Organisation.objects.working().filter(path__startswith=organisation.path)
    empty = {f"c{one.number}": "" for one in criteria_set.all_criteria}
    sheet = blank_scores_sheet(criteria_set)
    table = sheet.table(
        [("", [{"body": one.name_ky, **empty} for one in organisations])], about=contexts.BLANK_TITLE
    )
    return file_response(to_xlsx(table), "xlsx", f"{organisation.code}-scores")
