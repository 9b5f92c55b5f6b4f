"""What the journal does beside its five pages: the slip after entering, notes, classification, measures, files, the work list, copies."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.catalogues import words
from office.cleaning import ENDS
from office.copies import NAMES, made, printed
from office.generic import READS, act_page, filled, find, form_page, number, once, policy
from office.roles import Act, may
from office.views import handed_out
from office.workflow import Refused
from trustbox import actions, forms, terms, work
from trustbox.filters import AppealFilter
from trustbox.models import Appeal, Box, Opening
from trustbox.papers import JOURNAL, journal_table

# --- Register and record ---------------------------------------------------------------------------------------------


def beside_register(request, rows):
    """The ways to the work list and to the printed copies of what is shown."""
    asked = urlencode({name: value for name, value in request.GET.items() if name != "page"})
    return {
        "exports": [
            {"label": NAMES[kind], "url": f"{reverse('appeals:export', args=[kind])}?{asked}".rstrip("?")}
            for kind in COPIES
        ],
        "keeps": request.organisation and may(request.user, Act.APPEALS, request.organisation),
        "year": asked_year(request),
    }


def asked_year(request):
    return number(request.GET.get("year"), timezone.localdate().year)


COPIES = ("xlsx", "docx", "csv")


@policy(Act.JOURNAL, methods=READS)
def export(request, kind):
    """The entries under the filters in the eight columns of the paper, oldest first."""
    body = request.organisation
    if kind not in COPIES or not may(request.user, Act.JOURNAL, body):
        raise Http404
    rows = AppealFilter(
        request.GET, queryset=Appeal.objects.visible_to(request.user, Act.JOURNAL), request=request
    ).qs
    rows = rows.select_related("wall", "executor", "institution").prefetch_related("events__institution")
    year = request.GET.get("year") or timezone.localdate().year
    table = journal_table(body, year, rows.order_by("year", "number"))
    name = f"{body.code}-journal-{timezone.localdate()}"
    return printed(
        request, lambda: made(kind, JOURNAL.form, {"table": table}), kind, name, reverse("appeals:register")
    )


def beside_appeal(request, appeal):
    """What happened, in order; the term and how it was counted; what else may be done; the way to the wall."""
    keeps = may(request.user, Act.APPEALS, appeal.organisation)
    mark = terms.left(appeal, terms.calendar())
    lines = [{**mark, "how": terms.counted(appeal)}] if appeal.is_open else []
    if appeal.late:
        how = _("The law gives one working day after the appeal came.")
        lines.append({"urgency": "overdue", "text": _("registered late"), "how": how})
    return {
        "terms": [{"urgency": one["urgency"], "text": one["text"], "how": one["how"]} for one in lines],
        "events": list(appeal.events.select_related("author", "executor", "institution", "provision")),
        **files_of(appeal),
        "acts": acts(appeal) if keeps else [],
        "wall_url": appeal.wall.get_absolute_url()
        if may(request.user, Act.DISCLOSE, appeal.organisation)
        else "",
        "classified": classified(appeal),
        "held": getattr(appeal, "tray_letter", None),
        "history": [],  # the events are the history; the audit knows nothing of an appeal
    }


def files_of(appeal):
    """The files that may be read, and how many are closed."""
    rows = list(appeal.kept_files.select_related("file"))
    read = [row for row in rows if not row.shows_who_wrote]
    return {
        "files": [
            {"name": str(row), "url": reverse("appeals:file", args=[appeal.pk, row.pk])} for row in read
        ],
        "files_closed": len(rows) - len(read),
    }


def classified(appeal):
    """Function, zone and point in words."""
    day = appeal.registered_on
    found = (
        (_("kind of function (281 p. 5)"), words("function", appeal.function, day)),
        (_("zone of corruption risk (281 p. 6)"), words("zone", appeal.zone, day)),
        (_("point of the law"), str(appeal.provision or "")),
    )
    return [{"label": label, "value": value} for label, value in found if value]


def acts(appeal):
    """What the clerk may do beside the moves, each on a page of its own."""
    names = ["summary", "classify", "signal", "ask", "note"]
    if appeal.is_open:
        names.insert(0, "measure")
    if appeal.executor_id and appeal.is_open:
        names.insert(1, "mask")
    return [{"label": LABELS[name], "url": reverse(f"appeals:{name}", args=[appeal.pk])} for name in names]


LABELS = {
    "measure": gettext_lazy("Note a measure"),
    "mask": gettext_lazy("Another masked copy"),
    "summary": gettext_lazy("Write the short content"),
    "classify": gettext_lazy("Classify"),
    "signal": gettext_lazy("Tell the register of risks"),
    "ask": gettext_lazy("Write to the sender"),
    "note": gettext_lazy("Note a correction"),
}


# --- Entering --------------------------------------------------------------------------------------------------------


def create(book):
    """The form, and after it the slip: the code is shown once and never again."""

    @policy(Act.APPEALS, book=book)
    def view(request):
        if request.organisation is None or not may(request.user, Act.APPEALS, request.organisation):
            raise PermissionDenied
        form = filled(book, request, Appeal(), request.organisation)
        if request.method == "POST" and (done := once(request, form, lambda: form.save_as(by=request.user))):
            return slip(request, form.taken) if form.taken else done
        return form_page(request, book, form, book.new)

    return view


def slip(request, taken):
    context = {
        "taken": taken,
        "appeal": taken.appeal,
        "title": _("Registered: %(appeal)s") % {"appeal": taken.appeal},
        "counted": terms.counted(taken.appeal),
    }
    return render(request, "trustbox/taken.html", context)


# --- Events ----------------------------------------------------------------------------------------------------------


def event(book, name, form, act, consequence=""):
    """A page that adds one event to an entry; `act(appeal, by=…, **what was typed)`. Sent twice by one press it counts once."""

    @policy(Act.APPEALS, book=book)
    def view(request, pk):
        appeal = find(book, request, pk)
        if not may(request.user, Act.APPEALS, appeal.organisation):
            raise PermissionDenied
        typed = form(*sent(request), person=request.user, record=appeal)
        return act_page(
            request,
            appeal,
            typed,
            lambda: act(fresh(appeal, typed), by=request.user, **typed.given()),
            label=LABELS[name],
            consequence=consequence,
        )

    return view


def sent(request):
    return [request.POST] if request.method == "POST" else []


def fresh(appeal, typed):
    """The entry, locked. Refused when it was changed after the page was opened."""
    row = actions.locked(Appeal.objects.of(appeal.organisation).get(pk=appeal.pk))
    if typed.is_stale(row):
        raise Refused(_("The record was changed after you opened this page. Look at it once more."))
    return row


def events(book):
    """{name of the route: its view}"""
    return {
        "note": event(book, "note", forms.NoteForm, actions.note),
        "measure": event(book, "measure", forms.MeasureForm, actions.report_measure),
        "summary": event(book, "summary", forms.SummaryForm, actions.summarise),
        "mask": event(book, "mask", forms.MaskForm, actions.give_masked_copy),
        "classify": event(book, "classify", forms.ClassifyForm, actions.classify),
        "ask": event(book, "ask", forms.AskForm, actions.ask, _ASK),
        "signal": event(book, "signal", forms.SignalForm, actions.signal, _SIGNAL),
    }


_ASK = gettext_lazy("The sender reads it with the code and can answer; your name does not stand there.")
_SIGNAL = gettext_lazy(
    "The register learns the month, the function and the zone of this entry and the note: neither number nor person. Classify it first."
)


def file(book):
    """A file that came with an appeal, as it is filed unless it has to be washed anew, to be saved and not shown."""

    @policy(Act.JOURNAL, READS, book=book)
    def view(request, pk, file):
        row = get_object_or_404(find(book, request, pk).kept_files.select_related("file"), pk=file)
        if row.shows_who_wrote:
            raise Http404
        name = "" if row.is_unwashed else row.file.name
        return handed_out(
            request, row.file, name or f"{row.pk}.{ENDS[row.file.kind]}", is_washed=row.is_washed_anew
        )

    return view


# --- Work ------------------------------------------------------------------------------------------------------------


@policy(Act.JOURNAL, methods=READS)
def work_list(request):
    """What is overdue, what is due today and soon, who has how much."""
    if request.organisation is None or not may(request.user, Act.JOURNAL, request.organisation):
        raise PermissionDenied
    context = work.work_list(request.user, request.organisation)
    return render(request, "trustbox/work.html", {**context, "title": _("Appeals: what is to be done")})


def beside_task(request, task):
    return {
        "terms": [{**terms.left(task, terms.calendar()), "how": terms.counted(task)}] if task.is_open else [],
        "measure_url": reverse("tasks:measure", args=[task.pk]) if task.is_open else "",
        "history": [],
    }


def report(book):
    """The official reports what was done."""

    @policy(Act.CONSIDER, book=book)
    def view(request, pk):
        task = find(book, request, pk)
        form = forms.MeasureForm(*sent(request), person=request.user, record=task)
        return act_page(
            request,
            task,
            form,
            lambda: actions.report_measure(fresh(task, form), by=request.user, **form.given()),
            label=LABELS["measure"],
            consequence=_("The note stands in the journal under today's day."),
        )

    return view


# --- Boxes and openings ----------------------------------------------------------------------------------------------


def beside_openings(request, rows):
    """The boxes that can be opened now, and the journal of the year on paper."""
    copies = [
        {"label": NAMES[kind], "url": reverse("openings:journal", args=[kind])} for kind in ("pdf", "docx")
    ]
    if request.organisation is None or not may(request.user, Act.OPEN_BOX, request.organisation):
        return {"boxes": [], "exports": copies}
    under_way = {row.box_id: row for row in Opening.objects.of(request.organisation).open()}
    boxes = Box.objects.of(request.organisation).in_use()
    return {"boxes": [openable(box, under_way.get(box.pk)) for box in boxes], "exports": copies}


def openable(box, under_way):
    """The way to open a box, or back into the opening that is under way."""
    if under_way:
        return {"label": f"{box} · {under_way.get_state_display()}", "url": under_way.get_absolute_url()}
    return {"label": str(box), "url": reverse("openings:create", args=[box.pk])}


def beside_box(request, box):
    """Its openings, and the way to the next one."""
    may_open = may(request.user, Act.OPEN_BOX, box.organisation) and box.takes_more
    under_way = box.openings.open().first()
    return {
        "openings": list(box.openings.all()[:20]),
        "open_url": reverse("openings:create", args=[box.pk]) if may_open and not under_way else "",
        "under_way": under_way,
        "papers": [{"label": _("Poster"), "url": reverse("boxes:poster", args=[box.pk]), "icon": "printer"}],
    }
