"""Pages of the journal beside the five of a register: slip, notes, classification, measures, files, work
list.
"""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.catalogues import catalogue_words
from office.files.clean_copy import EXTENSIONS
from office.models.calendar import working_calendar
from office.models.law import law_value
from office.papers.downloads import KIND_NAMES, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.form_views import build_form, form_page
from office.registers.links import Line, Link
from office.registers.list_pages import FIRST
from office.registers.move_view import act_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registers.submission import handle_once
from office.registers.workflow import Refused
from office.roles import Act, may
from office.views import stored_file_response
from trustbox.documents import journal_year
from trustbox.journal import actions, forms, terms, worklist
from trustbox.journal.filters import AppealFilter
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.papers import JOURNAL, journal_table

# --- Register and record ------------------------------------------------------------------------------------


def appeal_list_context(request, rows):
    """List context: links to the work list and to printed copies of what is shown."""
    asked = urlencode({name: value for name, value in request.GET.items() if name not in FIRST})
    return {
        "exports": [
            Link(KIND_NAMES[kind], f"{reverse('appeals:export', args=[kind])}?{asked}".rstrip("?"))
            for kind in COPIES
        ],
        "keeps": request.organisation and may(request.user, Act.APPEALS, request.organisation),
        "year": journal_year(request),
    }


COPIES = ("xlsx", "docx", "csv")


@policy(Act.JOURNAL, methods=READ_METHODS)
def export_journal(request, kind):
    """The entries under the filters in the eight columns of the paper, oldest first."""
    organisation = request.organisation
    if kind not in COPIES or not may(request.user, Act.JOURNAL, organisation):
        raise Http404
    rows = AppealFilter(
        request.GET, queryset=Appeal.objects.visible_to(request.user, Act.JOURNAL), request=request
    ).qs
    rows = rows.select_related("wall", "executor", "institution").prefetch_related("events__institution")
    year = request.GET.get("year") or clock.today().year
    table = journal_table(organisation, year, rows.order_by("year", "number"))
    name = f"{organisation.code}-journal-{clock.today()}"
    return file_or_redirect(
        request,
        lambda: make_list_file(kind, JOURNAL.form, with_page({"table": table}, organisation)),
        kind,
        name,
        reverse("appeals:register"),
    )


def appeal_context(request, appeal):
    """Record context: events in order, the term and its explanation, further acts, link to the wall."""
    keeps = appeal.allows(request.user, Act.APPEALS)
    events = list(appeal.events.select_related("author", "executor", "institution", "provision"))
    mark = terms.term_left(appeal, working_calendar())
    lines = [{**mark, "how": terms.term_explanation(appeal)}] if appeal.is_open else []
    if appeal.late:
        how = _("The law gives one working day after the appeal came.")
        lines.append({"urgency": "overdue", "text": _("registered late"), "how": how})
    if appeal.state == appeal.State.FORWARDED:
        term = law_value("appeal_forwarding", on=appeal.registered_on)
        text = terms.forwarding_words(appeal, working_calendar(), clock.today(), term)
        lines += [{"urgency": "overdue", "text": text, "how": ""}] if text else []
    return {
        "terms": [{"urgency": one["urgency"], "text": one["text"], "how": one["how"]} for one in lines],
        "events": events,
        **appeal_file_links(appeal, events),
        "acts": [
            *(appeal_act_links(appeal) if keeps else []),
            *(envelope_links(appeal) if may(request.user, Act.OPEN_BOX, appeal.organisation) else []),
        ],
        "wall_url": appeal.wall.get_absolute_url()
        if may(request.user, Act.DISCLOSE, appeal.organisation)
        else "",
        "classified": classification_lines(appeal),
        "tray_letter": getattr(appeal, "tray_letter", None),
        "history": [],  # the events are the history; the audit knows nothing of an appeal
    }


def appeal_file_links(appeal, events):
    """The files that may be read, and how many are closed."""
    mends = {event.files: event.text for event in events if event.kind == AppealEvent.Kind.MENDED}
    rows = list(appeal.kept_files.select_related("file"))
    read = [row for row in rows if not row.shows_who_wrote]
    return {
        "files": [
            {
                "name": file_name(row, mends.get(row.file.sha256, "")),
                "url": reverse("appeals:file", args=[appeal.pk, row.pk]),
            }
            for row in read
        ],
        "files_closed": len(rows) - len(read),
    }


def file_name(row, mends):
    """How a list names a file; `mends` is the digest of the file it is a mended copy of."""
    return _("%(file)s, mended copy of %(of)s") % {"file": row, "of": mends[:8]} if mends else str(row)


def classification_lines(appeal):
    """Function, zone and point in words."""
    day = appeal.registered_on
    found = (
        (_("kind of function (281 p. 5)"), catalogue_words("function", appeal.function, day)),
        (_("zone of corruption risk (281 p. 6)"), catalogue_words("zone", appeal.zone, day)),
        (_("point of the law"), str(appeal.provision or "")),
    )
    return [Line(label, value) for label, value in found if value]


def appeal_act_links(appeal):
    """Links to what the clerk may do beside the moves."""
    if appeal.disposal_id:
        return []
    names = ["summary", "classify", "signal", "ask", "note"]
    if appeal.is_open:
        names.insert(0, "measure")
    if appeal.executor_id and appeal.is_open:
        names.insert(1, "mask")
    return [Link(LABELS[name], reverse(f"appeals:{name}", args=[appeal.pk])) for name in names]


def envelope_links(appeal):
    """The link for the commission to enter the envelope that an entry awaits."""
    if not (appeal.is_open and appeal.awaits_envelope):
        return []
    return [Link(LABELS["envelope"], reverse("appeals:envelope", args=[appeal.pk]))]


LABELS = {
    "envelope": gettext_lazy("The envelope with the name has come"),
    "measure": gettext_lazy("Note a measure"),
    "mask": gettext_lazy("Another masked copy"),
    "summary": gettext_lazy("Write the short content"),
    "classify": gettext_lazy("Classify"),
    "signal": gettext_lazy("Tell the register of risks"),
    "ask": gettext_lazy("Write to the sender"),
    "note": gettext_lazy("Note a correction"),
}
# --- Entering -----------------------------------------------------------------------------------------------


def appeal_create_page(register):
    """Form of a new appeal; a valid POST answers with the slip, the only place the code is shown. The same
    form sent again on the day answers with it again: the first answer may have been lost on its way.
    """

    @policy(Act.APPEALS, register=register)
    def view(request):
        if request.organisation is None or not may(request.user, Act.APPEALS, request.organisation):
            raise PermissionDenied
        form = build_form(register, request, Appeal(), request.organisation)
        if request.method == "POST" and (
            done := handle_once(request, form, lambda: form.save_as(by=request.user))
        ):
            receipt = form.receipt or (form.find_receipt(request.user) if done.status_code == 302 else None)
            return render_slip(request, receipt) if receipt else done
        return form_page(request, register, form, register.new)

    return view


def render_slip(request, receipt):
    context = {
        "receipt": receipt,
        "appeal": receipt.appeal,
        "title": _("Registered: %(appeal)s") % {"appeal": receipt.appeal},
        "term_explanation": terms.term_explanation(receipt.appeal),
    }
    return render(request, "trustbox/taken.html", context)


# --- Events -------------------------------------------------------------------------------------------------


def event_page(register, name, form, act, consequence="", right=Act.APPEALS):
    """A page that adds one event to an entry; `act(appeal, by=…, **what was typed)`.

    Sent twice by one press it counts once.
    """

    @policy(right, register=register, instead=True)
    def view(request, pk):
        appeal = find_row(register, request, pk)
        if not appeal.allows(request.user, right):
            raise PermissionDenied
        typed = form(*posted_args(request), person=request.user, record=appeal)
        return act_page(
            request,
            appeal,
            typed,
            lambda: act(lock_unchanged(appeal, typed), by=request.user, **typed.move_arguments()),
            label=LABELS[name],
            consequence=consequence,
        )

    return view


def posted_args(request):
    return [request.POST] if request.method == "POST" else []


def lock_unchanged(appeal, typed):
    """Lock and return the entry. Refused when it changed since the page was opened."""
    row = actions.lock_appeal(Appeal.objects.of(appeal.organisation).get(pk=appeal.pk))
    if typed.is_stale(row):
        raise Refused(_("The record was changed after you opened this page. Look at it once more."))
    return row


def event_pages(register):
    """{route name: view}"""
    return {
        "note": event_page(register, "note", forms.NoteForm, actions.add_note),
        "measure": event_page(register, "measure", forms.AppealMeasureForm, actions.report_measure),
        "summary": event_page(register, "summary", forms.SummaryForm, actions.set_summary),
        "mask": event_page(register, "mask", forms.MaskForm, actions.give_masked_copy),
        "classify": event_page(register, "classify", forms.ClassifyForm, actions.classify_appeal),
        "ask": event_page(register, "ask", forms.AskForm, actions.write_to_sender, _ASK),
        "envelope": event_page(
            register, "envelope", forms.EnvelopeForm, actions.take_envelope, _ENVELOPE, Act.OPEN_BOX
        ),
        "signal": event_page(register, "signal", forms.AppealSignalForm, actions.keep_signal, _SIGNAL),
    }


_ASK = gettext_lazy("The sender reads it with the code and can answer; your name does not stand there.")
_ENVELOPE = gettext_lazy(
    "The entry is named from now on and owes a reply. The envelope stays closed; what lies in it is typed "
    "nowhere."
)
_SIGNAL = gettext_lazy(
    "The register learns the month, the function and the zone of this entry and the note: neither number "
    "nor person. Classify it first."
)


def appeal_file_page(register):
    """A file that came with an appeal, as it is filed unless it has to be washed anew, to be saved and not
    shown.
    """

    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, file):
        row = get_object_or_404(find_row(register, request, pk).kept_files.select_related("file"), pk=file)
        if row.shows_who_wrote:
            raise Http404
        name = "" if row.is_unwashed else row.file.name
        return stored_file_response(
            request, row.file, name or f"{row.pk}.{EXTENSIONS[row.file.kind]}", is_washed=row.is_washed_anew
        )

    return view


# --- Work ---------------------------------------------------------------------------------------------------


@policy(Act.JOURNAL, methods=READ_METHODS)
def work_list_page(request):
    """What is overdue, what is due today and soon, who has how much."""
    if request.organisation is None or not may(request.user, Act.JOURNAL, request.organisation):
        raise PermissionDenied
    context = worklist.work_list_context(request.user, request.organisation)
    return render(request, "trustbox/work.html", {**context, "title": _("Appeals: what is to be done")})


def task_context(request, task):
    return {
        "terms": [{**terms.term_left(task, working_calendar()), "how": terms.term_explanation(task)}]
        if task.is_open
        else [],
        "measure_url": reverse("tasks:measure", args=[task.pk]) if task.is_open else "",
        "history": [],
    }


def measure_report_page(register):
    """Page on which the official reports measures."""

    @policy(Act.CONSIDER, register=register)
    def view(request, pk):
        task = find_row(register, request, pk)
        form = forms.AppealMeasureForm(*posted_args(request), person=request.user, record=task)
        return act_page(
            request,
            task,
            form,
            lambda: actions.report_measure(
                lock_unchanged(task, form), by=request.user, **form.move_arguments()
            ),
            label=LABELS["measure"],
            consequence=_("The note stands in the journal under today's day."),
        )

    return view
