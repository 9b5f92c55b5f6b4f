"""Opening day: who is there and the seal, how many letters, each letter, the new seal.

One thing a screen; a lost line loses nothing.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office.papers.downloads import KIND_NAMES
from office.registers.links import Link
from office.registers.policy import policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import handle_once
from office.roles import Act, may
from trustbox.boxes.actions import count_letters
from trustbox.boxes.forms import CountForm, LetterForm
from trustbox.boxes.models.openings import BoxLetter


def opening_context(request, opening):
    """Where the opening stands and the next step; for a closed one its entries, as far as the reader may see
    them.
    """
    reads = may(request.user, Act.JOURNAL, opening.organisation)
    works = opening.is_open and may(request.user, Act.OPEN_BOX, opening.organisation)
    entries = opening.appeals.all().as_read_by(request.user).select_related("wall").order_by("number")
    return {
        "attendees": list(opening.attendees.select_related("seat__person")),
        "entered": opening.entered_count if opening.is_open else opening.letters_count,
        "letters": list(opening.letters.only("place", "kind", "opening")) if works else [],
        "entries": entries if reads else [],
        "has_envelopes": reads and entries.exclude(wall__envelope=None).exists(),
        "step": next_step(opening) if works else None,
        "count_url": reverse("openings:count", args=[opening.pk]) if works else "",
        "papers": opening_paper_links(opening),
    }


def opening_paper_links(opening):
    """Links to the act and, once the box is closed, to the minutes."""
    found = [("act", _("Act"))] + ([("minutes", _("Minutes"))] if opening.meeting else [])
    return [
        Link(f"{label} · {KIND_NAMES[kind]}", reverse(f"openings:{name}", args=[opening.pk, kind]), icon=icon)
        for name, label in found
        for kind, icon in (("pdf", "printer"), ("docx", "file-earmark-word"))
    ]


def next_step(opening):
    """The one thing to do next: `{label, url}`; None when only the box is left to be closed."""
    if opening.count is None:
        return Link(_("Count the letters"), reverse("openings:count", args=[opening.pk]))
    if place := next_place(opening):
        label = _("Letter %(place)s of %(count)s") % {"place": place, "count": opening.count}
        return Link(label, reverse("openings:letter", args=[opening.pk]))
    return None


def next_place(opening):
    """The first place of the table without a letter; None when all are entered."""
    used_places = set(opening.letters.values_list("place", flat=True))
    return next((place for place in range(1, (opening.count or 0) + 1) if place not in used_places), None)


def find_open_opening(register, request, pk):
    """The opening; PermissionDenied unless it is open and the person may work at it."""
    row = find_row(register, request, pk)
    if not row.is_open or not may(request.user, Act.OPEN_BOX, row.organisation):
        raise PermissionDenied
    return row


def opening_count_page(register):
    """How many letters there are; corrected as long as the box is open, never below what was entered."""

    @policy(Act.OPEN_BOX, register=register)
    def view(request, pk):
        opening = find_open_opening(register, request, pk)
        form = CountForm(request.POST if request.method == "POST" else None, initial={"count": opening.count})
        if request.method == "POST" and form.is_valid():
            if count_letters(lock_row(opening), form.cleaned_data["count"]):
                return redirect_to_next_step(opening)
            form.add_error("count", _("More letters than this have been entered already."))
        context = {
            "record": opening,
            "form": form,
            "title": _("How many letters are there?"),
            **letter_step_context(opening),
        }
        return render(request, "trustbox/count.html", context, status=422 if form.is_bound else 200)

    return view


def opening_letter_page(register):
    """The next letter that nobody has entered; `?place=` opens an entered one again."""

    @policy(Act.OPEN_BOX, register=register)
    def view(request, pk):
        opening = find_open_opening(register, request, pk)
        if request.method == "POST":
            lock_row(opening)
        row = letter_at(opening, request.GET.get("place", ""))
        if row is None:
            return redirect(opening)
        form = LetterForm(
            *((request.POST, request.FILES) if request.method == "POST" else (None, None)),
            instance=row,
            person=request.user,
            organisation=opening.organisation,
        )
        if form.is_bound and row.pk and form.data.get("v") != str(row.version):
            form.add_error(
                None, _("The record was changed after you opened this page. Look at it once more.")
            )
        if request.method == "POST" and (
            done := handle_once(request, form, lambda: form.save_as(by=request.user))
        ):
            return redirect_to_next_step(opening) if form.instance.pk else done
        title = _("Letter %(place)s of %(count)s") % {"place": row.place, "count": opening.count}
        return render_letter(request, opening, form, title)

    return view


def letter_at(opening, asked):
    """The letter asked for, or a new one for the first empty place; None when the table is full.

    Http404 for a place without a letter.
    """
    if asked:
        row = opening.letters.filter(place=asked).first() if asked.isascii() and asked.isdigit() else None
        if row is None:
            raise Http404
        return row
    place = next_place(opening)
    return place and BoxLetter(organisation=opening.organisation, opening=opening, place=place)


def render_letter(request, opening, form, title):
    context = {"form": form, "title": title, "record": opening, **letter_step_context(opening)}
    return render(request, "trustbox/letter.html", context, status=422 if form.is_bound else 200)


def letter_step_context(opening):
    """Template context common to the steps of an opening."""
    return {
        "cancel_url": opening.get_absolute_url(),
        "back": Link(str(opening), opening.get_absolute_url()),
        "done": opening.entered_count,
        "of": opening.count,
    }


def redirect_to_next_step(opening):
    """To the next step, or to the opening when only the seal is left."""
    step = next_step(opening)
    return redirect(step.url if step else opening.get_absolute_url())
