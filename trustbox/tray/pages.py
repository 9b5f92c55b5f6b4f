"""Pages of the tray beside register and record: their contexts, and three acts over
letters, each confirmed.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.registers.links import Button
from office.registers.policy import policy
from office.registers.values import parse_number
from office.registers.workflow import Refused
from office.roles import Act, may
from trustbox.journal import worklist
from trustbox.tray import actions
from trustbox.tray.forms import BringBackForm, SetAsideForm, TrayDecisionForm, TrayFilter
from trustbox.tray.models import TrayLetter

LETTERS_ON_PAGE = 10  # beginnings on the page that asks


@dataclass(frozen=True)
class TrayAct:
    """One of three acts on tray letters.

    `pick`: queryset method of TrayQuerySet; `act(letters, by=…, **asked)` returns the rows made.
    """

    name: str
    label: str | Promise
    consequence: str | Promise
    pick: str  # the word of `TrayQuerySet`
    form: type
    act: object
    danger: bool = False


TAKE = TrayAct(
    "take",
    gettext_lazy("Take into the journal"),
    gettext_lazy(
        "Each letter gets the next number of the journal and its term from today; the day it came, its wall "
        "and its code stay. This cannot be undone: an entry is never taken out."
    ),
    "waiting",
    TrayDecisionForm,
    actions.take_into_journal,
)
ASIDE = TrayAct(
    "aside",
    gettext_lazy("Set aside"),
    gettext_lazy(
        "They stay in the tray under their numbers, with the ground, for the commission and for the proof; "
        "nothing is deleted. You can bring them back."
    ),
    "waiting",
    SetAsideForm,
    actions.set_aside,
    danger=True,
)
BACK = TrayAct(
    "back",
    gettext_lazy("Bring back into the tray"),
    gettext_lazy(
        "They wait again, under the day they came; the decision that set them aside stays readable."
    ),
    "with_words_aside",
    BringBackForm,
    actions.bring_back,
)
TRAY_ACTS = (TAKE, ASIDE, BACK)


def tray_act_page(register, tray_act):
    """The page of an act: the letters named in the address (`?letter=`, `?decision=` or `?all=1` with the
    filters), what it causes, its ground.
    """

    @policy(Act.APPEALS, register=register, instead=True)
    def view(request):
        if request.organisation is None:
            raise PermissionDenied
        letters = select_letters(request, register, tray_act)
        if not may(request.user, Act.APPEALS, request.organisation):
            letters = letters_of_stand_in(letters, request.user)
        form = tray_act.form(
            request.POST if request.method == "POST" else None, initial=letters_snapshot(letters)
        )
        if (
            request.method == "POST"
            and form.is_valid()
            and (made := apply_tray_act(request, letters, form, tray_act))
        ):
            messages.success(request, _("Done: %(move)s.") % {"move": tray_act.label})
            return redirect(made[0].get_absolute_url() if len(made) == 1 else register.url("register"))
        return render_tray_act(request, register, letters, form, tray_act)

    return view


def letters_of_stand_in(letters, person):
    """Those of the letters in which the person acts instead of whom they are hidden from.

    PermissionDenied when there are none.
    """
    exclusions = Q(wall__exclusions__stand_in=person.pk, wall__exclusions__lifted_on=None)
    mine = [letter.pk for letter in letters.filter(exclusions) if letter.allows(person, Act.APPEALS)]
    if not mine:
        raise PermissionDenied
    return letters.filter(pk__in=mine)


def select_letters(request, register, tray_act):
    rows = getattr(register.rows(request.user), tray_act.pick)().filter(organisation=request.organisation)
    if request.GET.get("all"):
        shown = TrayFilter(request.GET, queryset=register.rows(request.user), request=request).qs
        return rows.filter(pk__in=shown.order_by().values("pk"))
    if request.GET.get("decision"):
        return rows.filter(decision=parse_number(request.GET["decision"], 0))
    return rows.filter(pk__in=[parse_number(pk, 0) for pk in request.GET.getlist("letter")])


def letters_snapshot(letters):
    return {"upto": letters.aggregate(upto=Max("pk"))["upto"] or 0, "count": letters.count()}


def apply_tray_act(request, letters, form, tray_act):
    """Run the act; returns what it made, None with an error on the form when it is refused or the letters
    changed.
    """
    letters = letters.filter(pk__lte=form.cleaned_data["upto"])
    if letters.count() != form.cleaned_data["count"]:
        form.add_error(None, _("Somebody has decided on some of these letters meanwhile. See what is left."))
        return None
    try:
        with transaction.atomic():
            return tray_act.act(letters, by=request.user, **form.move_arguments())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def render_tray_act(request, register, letters, form, tray_act):
    if form.is_bound:
        form.data = form.data.copy()
        form.data.update(letters_snapshot(letters))
    count = letters.count()
    context = {
        "record": _("Letters of the tray: %(count)s") % {"count": count},
        "title": tray_act.label,
        "move": tray_act,
        "form": form,
        "cancel_url": register.url("register"),
        "letters": list(letters.order_by("year", "number")[:LETTERS_ON_PAGE]),
        "more": max(count - LETTERS_ON_PAGE, 0),
        "count": count,
    }
    return render(request, "trustbox/tray_confirm.html", context, status=422 if form.is_bound else 200)


def tray_list_context(request, rows):
    """List context: acts on the chosen or shown letters, the nearest term, links to decisions and journal."""
    keeps = request.organisation and may(request.user, Act.APPEALS, request.organisation)
    shown = {name: value for name, value in request.GET.items() if name not in ("page", "sort")}
    asked_for = urlencode({"all": 1, **shown})
    return {
        "acts": [
            {
                "act": tray_act,
                "url": reverse(f"tray:{tray_act.name}"),
                "all": f"{reverse(f'tray:{tray_act.name}')}?{asked_for}",
            }
            for tray_act in TRAY_ACTS
            if keeps
        ],
        "pick": "letter" if keeps else "",
        "waiting_summary": worklist.tray_summary(request.user, request.organisation),
    }


def tray_letter_context(request, letter):
    """Record context: term, acts, letters with the same words, decisions, link to the wall."""
    keeps = letter.allows(request.user, Act.APPEALS)
    alike = TrayLetter.objects.visible_to(request.user, Act.JOURNAL).filter(likeness=letter.likeness).count()
    here = urlencode({"letter": letter.pk})
    fitting = (TAKE, ASIDE) if letter.is_waiting else (BACK,) if letter.may_come_back else ()
    discloses = may(request.user, Act.DISCLOSE, letter.organisation)
    return {
        "moves": [
            Button(
                tray_act.label,
                f"{reverse(f'tray:{tray_act.name}')}?{here}",
                consequence=tray_act.consequence,
                danger=tray_act.danger,
                primary=tray_act is TAKE,
            )
            for tray_act in fitting
            if keeps
        ],
        "terms": letter_terms(letter),
        "alike": {
            "count": alike,
            "url": f"{reverse('tray:register')}?like={letter.number}&year={letter.year}",
        },
        "files": len(letter.files.split()),
        "wall_url": letter.wall.get_absolute_url() if discloses else "",
        "history": [],
    }


def letter_terms(letter):
    last = actions.register_by(letter)
    if not letter.is_waiting or last is None:
        return []
    return [
        {
            "urgency": "overdue" if last < clock.today() else "soon",
            "text": _("in the journal by %(day)s") % {"day": date_format(last, "SHORT_DATE_FORMAT")},
            "how": _("The law gives one working day after the appeal came."),
        }
    ]


def tray_decision_context(request, decision):
    """Record context: URL to undo what was set aside and still is."""
    rows = TrayLetter.objects.visible_to(request.user, Act.APPEALS).filter(decision=decision)
    undoes = rows.with_words_aside().exists()
    if not undoes or not may(request.user, Act.APPEALS, decision.organisation):
        return {"history": []}
    url = f"{reverse('tray:back')}?{urlencode({'decision': decision.pk})}"
    return {"moves": [Button(BACK.label, url, consequence=BACK.consequence)], "history": []}
