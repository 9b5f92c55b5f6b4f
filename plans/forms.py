"""Forms of plans, their parts and measures."""

from datetime import MAXYEAR, MINYEAR

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.lists.checks import finding_text
from office.models.organisation import Organisation
from office.models.person import Person
from office.papers.forms import bare_number
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area, within_limit
from office.registers.widgets import SuggestionInput
from plans.editions.checks import plan_gaps
from plans.models.control import hold_control
from plans.models.division import Section, Task
from plans.models.measure import NO_MONEY, Measure
from plans.models.plan import Plan
from plans.progress import actions
from plans.term_words import FROM_EVENT
from plans.terms import parse_term, usual_terms
from positions.models.posts import Post
from risks.models.method import CatalogueEntry
from risks.models.risk import Risk

PAYERS = (NO_MONEY, "Жергиликтүү бюджет", "Республикалык бюджет", "Айыл өкмөтү")


CHANGED_BY_EDITION = _(
    "The plan is approved: this changes by an edition alone. Begin one on the page of the plan."
)


def fix_fields(form, names):
    """Show these fields without letting them be changed; the first one says why."""
    for name in names:
        form.fields[name].disabled = True
    form.fields[names[0]].help_text = CHANGED_BY_EDITION


class PlanForm(PortalForm):
    class Meta:
        model = Plan
        fields = ["kind", "title", "stage", "first_year", "last_year", "parent"]
        widgets = {"title": text_area()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = self.fields["parent"].queryset
        self.fields["parent"].queryset = others.without_copies().exclude(pk=self.instance.pk)
        self.fields["parent"].empty_label = "—"
        if self.instance.pk and self.instance.is_fixed:
            fix_fields(self, ("kind", "title", "stage", "first_year", "last_year"))
        elif self.instance.is_copy:
            del self.fields["parent"], self.fields["first_year"]

    def clean(self):
        data = super().clean()
        first = data.get("first_year") or 0
        is_year = MINYEAR <= first <= MAXYEAR  # others a look-up by year cannot take
        early = (
            self.instance.measures.filter(first_day__year__lt=first) if self.instance.pk and is_year else None
        )
        if early is not None and early.exists():
            self.add_error(
                "first_year", _("Terms of %(n)s measures begin before this year.") % {"n": early.count()}
            )
        return data


class DivisionForm(PortalForm):
    """A new part is put last."""

    def finish(self, row, *, by):
        if row.pk is None:
            last = self.beside().order_by("-position").values_list("position", flat=True).first()
            row.position = 0 if last is None else last + 1


class SectionForm(DivisionForm):
    class Meta:
        model = Section
        fields = ["number", "title"]
        widgets = {"title": text_area(2)}

    def beside(self):
        return self.instance.plan.sections


class TaskForm(DivisionForm):
    class Meta:
        model = Task
        fields = ["number", "text"]
        widgets = {"text": text_area()}

    def beside(self):
        return self.instance.section.tasks


class StartForm(MoveForm):
    """Number, date and scan of the paper order of a plan approved before it was entered; empty for a plan
    approved here.

    Findings of such a plan are listed and must be ticked as read.
    """

    KEPT = ("v", "read")

    approval = forms.CharField(
        label=_("order that approved the plan on paper"),
        required=False,
        widget=forms.TextInput,
        help_text=_("Whose it is: «Достук айыл өкмөтүнүн башчысынын буйругу»"),
    )
    number = forms.CharField(label=_("number"), required=False, max_length=40)
    date = forms.DateField(label=_("date"), required=False, widget=DateInput)
    scan = forms.FileField(
        label=_("scan of the signed paper"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record.is_approved:
            for name in ("approval", "number", "date", "scan"):
                del self.fields[name]
        elif open_ends := plan_gaps(self.record):
            self.fields["read"] = forms.BooleanField(
                label=_("I have read what the plan leaves open; it is mended in the next plan"),
                required=False,
                help_text=" ".join(finding_text(one) for one in open_ends),
            )

    def clean_number(self):
        return bare_number(self.cleaned_data["number"])

    def clean_scan(self):
        return within_limit(self.cleaned_data["scan"])

    def clean(self):
        data = super().clean()
        if "read" in self.fields and data.get("scan") and not data.get("read"):
            self.add_error("read", _("Tick that you have read what the plan leaves open."))
        return data


# --- Measure ------------------------------------------------------------------------------------------------


class MeasureForm(PortalForm):
    FIELDSETS = (
        (_("Place in the plan"), ("task", "parent", "number")),
        (_("Measure"), ("text", "term", "term_text", "result", "proof_kind", "funding")),
        (_("Executors"), ("posts", "bodies", "people", "words", "joint", "executors_text")),
        (_("Against which risks"), ("risks", "barrier")),
    )
    # What an approved plan says of a measure. The people are not the plan's matter: it names posts.
    FIXED = (
        *("task", "parent", "number", "text", "term", "term_text", "result", "funding"),
        *("posts", "bodies", "words", "joint", "executors_text"),
    )

    term = forms.CharField(
        label=_("term"),
        required=False,
        max_length=200,
        help_text=_(
            "Pick one or write it as in the paper: «2026-жылдын 3-кварталы», «2025-2027-жылдар (жыл "
            "сайын)», «15.03.2026»"
        ),
    )
    posts = forms.ModelMultipleChoiceField(
        label=_("posts of the staffing table"),
        queryset=Post.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bodies = forms.ModelMultipleChoiceField(
        label=_("the body and those below it"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A body below gets this measure on a page of its own with a letter, and tells there how "
            "far it is."
        ),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("people of the body"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A named person sees the measure, is reminded of it and gives its proof. The paper "
            "names the post, not the person."
        ),
    )
    words = forms.CharField(
        label=_("others, in words"),
        required=False,
        widget=text_area(2),
        help_text=_("One a line: «Мамлекеттик салык кызматы»"),
    )
    risks = forms.ModelMultipleChoiceField(
        label=_("linked risks"),
        queryset=Risk.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A high risk puts the measure under the control of the head (232 §6)."),
    )

    class Meta:
        model = Measure
        fields = [
            "task",
            "parent",
            "number",
            "text",
            "term_text",
            "result",
            "proof_kind",
            "funding",
            "joint",
            "executors_text",
            "barrier",
        ]
        widgets = {
            "text": text_area(4),
            "result": text_area(3),
            "executors_text": text_area(2),
            "funding": SuggestionInput(PAYERS),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_places()
        self.offer_executors()
        self.offer_risks()
        self.is_fixed = bool(self.instance.pk) and self.instance.is_fixed
        if self.is_fixed:
            # Where the paper has its own words, the posts and bodies only say who that is in the portal.
            free = {"posts", "bodies", "words"} if self.instance.executors_text else set()
            proof = ["proof_kind"] if self.instance.proof_kind else []
            fix_fields(self, [name for name in (*self.FIXED, *proof) if name not in free])
        elif self.instance.plan.is_fixed:
            self.fields["task"].queryset = self.fields["task"].queryset.none()
            self.fields["task"].help_text = _(
                "The plan is approved: the measure stands outside it and is marked so until an edition "
                "takes it in."
            )

    def offer_places(self):
        """Limit the choices to the plan's tasks, its undivided measures and terms of its years."""
        plan = self.instance.plan
        tasks = self.fields["task"].queryset.in_force().filter(section__plan=plan)
        self.fields["task"].queryset = tasks.select_related("section").order_by(
            "section__position", "position"
        )
        self.fields["task"].label_from_instance = task_label
        self.fields["task"].empty_label = _("outside the plan")
        undivided = self.fields["parent"].queryset.filter(plan=plan, parent=None)
        self.fields["parent"].queryset = undivided.exclude(pk=self.instance.pk).in_order()
        self.fields["parent"].empty_label = self.fields["barrier"].empty_label = "—"
        self.fields["term"].widget = SuggestionInput(
            [str(term) for term in usual_terms(plan.first_year, plan.last_year)]
        )
        self.initial["term"] = self.instance.term.words("ky") if self.instance.term_kind else ""

    def offer_executors(self):
        organisation, row = self.organisation, self.instance
        named = list(row.executors.all()) if row.pk else []
        posts, people = ([getattr(one, f"{what}_id") for one in named] for what in ("post", "person"))
        self.fields["posts"].queryset = (
            Post.objects.of(organisation)
            .filter(Q(state=Post.State.OPEN) | Q(pk__in=posts))
            .select_related("unit")
            .in_order()
        )
        self.fields["bodies"].queryset = Organisation.objects.working().filter(
            path__startswith=organisation.path
        )
        working = organisation.appointments.today().values("person")
        self.fields["people"].queryset = Person.objects.filter(Q(pk__in=working) | Q(pk__in=people))
        self.initial = {
            **self.initial,
            "posts": [one.post_id for one in named if one.post_id],
            "bodies": [one.body_id for one in named if one.body_id],
            "people": [one.person_id for one in named if one.person_id],
            "words": "\n".join(one.words for one in named if one.words and not one.person_id),
        }

    def offer_risks(self):
        linked = [risk.pk for risk in self.instance.risks.all()] if self.instance.pk else []
        rows = Risk.objects.of(self.organisation)
        self.fields["risks"].queryset = rows.filter(Q(state=Risk.State.ACTIVE) | Q(pk__in=linked)).in_order()
        if self.instance.pk:
            self.initial["risks"] = linked
        barriers = self.fields["barrier"].queryset
        self.fields["barrier"].queryset = barriers.filter(catalogue=CatalogueEntry.Catalogue.BARRIER)

    def clean_term(self):
        """The typed term as a Term; None for an empty field."""
        text = self.cleaned_data["term"].strip()
        if not text:
            return None
        plan = self.instance.plan
        term = parse_term(text, (plan.first_year, plan.last_year))
        if term is None:
            raise ValidationError(
                _(
                    "This term cannot be read with certainty. Pick one of those offered or write it "
                    "as «2026-жылдын 3-кварталы», as «ай сайын», or as a day."
                )
            )
        if term.first.year < plan.first_year:
            raise ValidationError(
                _("The term begins in %(year)s, before the years of the plan (%(years)s).")
                % {"year": term.first.year, "years": plan.years}
            )
        return term

    def clean_risks(self):
        chosen = self.cleaned_data["risks"]
        gone = self.instance.risks.exclude(pk__in=chosen) if self.is_fixed else ()
        if gone:
            raise ValidationError(
                _(
                    "The plan is approved: a risk it is taken against leaves the measure by an edition. Tick "
                    "again: %(risks)s"
                )
                % {"risks": "; ".join(map(str, gone))}
            )
        return chosen

    def clean(self):
        super().clean()
        data = self.cleaned_data
        whole = data.get("parent")
        if whole and whole.task != data.get("task"):
            self.add_error("parent", _("This measure stands under another task."))
        if whole and self.instance.pk and self.instance.parts.exists():
            self.add_error("parent", _("A measure that has parts cannot be a part itself."))
        if not data.get("term") and data.get("term_text"):
            self.add_error("term_text", _("Give the term first; this field only keeps other words for it."))
        return data

    def warnings(self):
        term, plan = self.cleaned_data.get("term"), self.instance.plan
        if term and term.last.year > plan.last_year:
            return [_("The term ends after the years of the plan (%(years)s).") % {"years": plan.years}]
        return []

    def finish(self, row, *, by):
        if not self.is_fixed:
            row.set_term(self.cleaned_data["term"], self.cleaned_data["term_text"] or self.words_of_event)
        row.index()
        if row.pk is None or {"task"} & set(self.changed_data):
            row.assign_position()

    @property
    def words_of_event(self):
        """The event as typed from which on a measure is done: no other words can stand for it."""
        term = self.cleaned_data["term"]
        return self.data[self.add_prefix("term")].strip() if term and term.kind == FROM_EVENT else ""

    def save_as(self, by):
        measure = super().save_as(by)
        data = self.cleaned_data
        words = [line.strip() for line in data["words"].splitlines() if line.strip()]
        if self.is_fixed and not measure.executors_text:
            actions.replace_people(measure, data["people"])
        else:
            actions.replace_executors(
                measure, posts=data["posts"], organisations=data["bodies"], people=data["people"], words=words
            )
        measure.risks.set(data["risks"], through_defaults={"organisation": measure.organisation})
        if measure.plan.is_carried_out:
            hold_control(Measure.objects.of(measure.organisation).filter(pk=measure.pk), measure.organisation)
        measure.sync_instalments()
        measure.delegate(by)
        return measure


def task_label(task):
    """A task with the number of its section: tasks are numbered anew in each."""
    return f"{task.section.number} · {task}"
