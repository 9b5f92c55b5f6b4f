"""What is done at the wall beside the five pages: making a key, opening an identity, lifting an exclusion, the scan, the printed register."""

from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from django.forms import Form
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters

from office import wall_papers
from office.copies import KINDS, made, printed
from office.generic import READS, act_page, find, keeping_what_was_typed, locked, move_page, policy
from office.models import IdentityOpening
from office.printing import pdf
from office.roles import Act
from office.views import allowed, download, sent
from office.wall import FILES, lift, open_identity, originals_of
from office.wall_books import CUSTODIANS, DISCLOSURES, WALLS
from office.wall_forms import OpenForm, PassphraseForm


@sensitive_post_parameters("passphrase", "again")
@policy(Act.CUSTODY, book=CUSTODIANS)
def make_key(request, pk):
    """Make the key of a custodian. The answer is the recovery sheet itself: it is shown once and kept nowhere."""
    row = allowed(find(CUSTODIANS, request, pk), request.user, Act.CUSTODY)
    form = PassphraseForm(*sent(request), person=request.user, record=row)
    if request.method == "POST":
        locked(row)
        if form.is_valid() and (paper := keeping_what_was_typed(form, lambda: made_with(row, form, request))):
            return download(paper, KINDS["pdf"], f"recovery-sheet-{row.pk}.pdf")
    return move_page(request, CUSTODIANS, row, row.move_named("make"), form)


def made_with(row, form, request) -> bytes:
    """The key and its sheet, both or neither."""
    row.move("make", by=request.user, **form.given())
    context = wall_papers.recovery_context(row, row.sheet, timezone.localdate())
    return pdf(wall_papers.RECOVERY_SHEET, context)


@sensitive_post_parameters("secret")
@policy(Act.CUSTODY, book=DISCLOSURES)
def open_page(request, pk):
    """Open an identity under a confirmed request. The values stand in this one answer; the entry stands in the register."""
    row = allowed(find(DISCLOSURES, request, pk), request.user, Act.CUSTODY)
    form = OpenForm(*sent(request), person=request.user, record=row)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        entry = open_identity(
            locked(row), by=request.user, fields=typed["particulars"], secret=typed.get("secret", "")
        )
        if entry.outcome == IdentityOpening.Outcome.OPENED:
            return answer_with(request, row, entry)
        form.add_error(None, entry.reason)
    return move_page(request, DISCLOSURES, find(DISCLOSURES, request, pk), row.move_named("open"), form)


def answer_with(request, row, entry):
    """The values on a page, or the files as one archive."""
    if FILES in entry.values:
        return download(archive(originals_of(entry)), "application/zip", f"{entry.number}.zip")
    return render(request, "office/opened.html", opened(row, entry))


def archive(files) -> bytes:
    """A ZIP of (name, bytes); a name is numbered and keeps only what is no path."""
    packed = BytesIO()
    with ZipFile(packed, "w") as made:
        for number, (name, content) in enumerate(files, start=1):
            made.writestr(f"{number}-{PurePath(name.replace(chr(92), '/')).name[-120:]}", content)
    return packed.getvalue()


def opened(row, entry):
    """The page with what was opened, in the order of the form."""
    values = [
        {"label": label, "value": entry.values[field]}
        for field, label in entry.disclosure.wall.identities.model.Field.choices
        if field in entry.values
    ]
    return {
        "title": _("Opened: entry № %(number)s") % {"number": entry.number},
        "record": row,
        "values": values,
    }


@policy(Act.DISCLOSE, book=WALLS)
def lift_exclusion(request, pk, exclusion):
    """Let a person see the matter again."""
    wall = allowed(find(WALLS, request, pk), request.user, Act.DISCLOSE)
    row = get_object_or_404(wall.exclusions.in_force(), pk=exclusion)
    return act_page(
        request,
        wall,
        Form(*sent(request)),
        lambda: lift(locked(row), by=request.user),
        label=_("Lift the exclusion"),
        consequence=_("This person sees the matter again. The exclusion stays in its history."),
        facts=[{"label": _("Person"), "value": row.person}],
        danger=True,
    )


@policy(Act.DISCLOSE, READS, book=DISCLOSURES)
@csp_override({"default-src": [CSP.NONE], "sandbox": True})  # type: ignore[dict-item]  # Django takes it, its stubs do not
def scan(request, pk):
    """The scan of the written request, to be saved and not shown."""
    file = find(DISCLOSURES, request, pk).scan
    return download(file.read(), file.kind, file.name)


@policy(Act.DISCLOSE, READS)
def copy(request, kind):
    """The register of disclosures as the person may read it, as a file."""
    rows = DISCLOSURES.rows(request.user).filter(organisation=request.organisation)
    context = wall_papers.register_context(request.organisation, rows)
    form = wall_papers.REGISTER.form
    return printed(
        request, lambda: made(kind, form, context), kind, "disclosures", reverse("disclosures:register")
    )
