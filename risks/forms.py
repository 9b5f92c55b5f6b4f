"""The forms of the register, in the order of the papers; what they say in help is the acts'."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.imports.forms import TableImportForm
from office.registers.forms import PortalForm, text_area
from positions.actions import update_level_from_risks
from positions.models.posts import Post
from risks import imports
from risks.models.imports import RiskImport
from risks.models.method import CatalogueEntry
from risks.models.risk import Risk

Catalogue = CatalogueEntry.Catalogue


def catalogue_entries(catalogue):
    return CatalogueEntry.objects.in_force(clock.today()).filter(catalogue=catalogue)


class PostsField(forms.ModelMultipleChoiceField):
    """Posts labelled with their unit: many units have a «башкы адис»."""

    def label_from_instance(self, post):
        return post.in_full


class RiskForm(PortalForm):
    """A risk in the words of the list. Its level can be chosen only while no sheet is agreed."""

    FIELDSETS = (
        (
            _("As in the list"),
            (
                "kind",
                "function",
                "situation",
                "category",
                "level",
                "level_ground",
                "unit",
                "unit_text",
                "posts",
                "exposed_posts",
                "elsewhere",
                "note",
            ),
        ),
        (_("Where it was found"), ("zone", "sector", "sources", "source_text")),
    )

    exposed_posts = PostsField(
        label=_("Exposed posts of the staffing table"),
        queryset=Post.unscoped.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Their level in the list of corruption-prone positions follows from their risks (281 p. 9)"
        ),
    )
    sources = forms.ModelMultipleChoiceField(
        label=_("Sources of information"),
        queryset=CatalogueEntry.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where information on corruption was found (281 p. 8)"),
    )

    class Meta:
        model = Risk
        fields = [
            "kind",
            "function",
            "situation",
            "category",
            "level",
            "level_ground",
            "unit",
            "unit_text",
            "posts",
            "elsewhere",
            "note",
            "zone",
            "sector",
            "source_text",
        ]
        widgets = {
            "function": text_area(2),
            "situation": text_area(4),
            "level_ground": text_area(2),
            "unit_text": text_area(2),
            "posts": text_area(2),
            "elsewhere": text_area(2),
            "note": text_area(2),
            "source_text": text_area(2),
        }
        help_texts = {
            "kind": _("The functions that must be assessed (281 p. 5); the list is grouped by them"),
            "function": _("According to the approved regulation of the body (281 annex 1, note *)"),
            "level": _(
                "Method 281: the level is chosen. Method 232: leave it empty and fill in an "
                "assessment sheet, the sum of its scores gives the level."
            ),
            "level_ground": _(
                "A list under resolution 232 needs an assessment sheet for each row; where the level is "
                "chosen by order 281, write here why it was not scored."
            ),
            "unit": _("From the staffing table of the body"),
            "unit_text": _("As the list shall print it, when the name of the unit alone is not enough"),
            "posts": _("Posts, not names: the list is published"),
            "elsewhere": _("Whether it can arise in other bodies; if so, in which"),
            "zone": _("281 p. 6"),
            "sector": _("281 p. 7"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, catalogue in (
            ("zone", Catalogue.ZONE),
            ("sector", Catalogue.SECTOR),
            ("sources", Catalogue.SOURCE),
        ):
            self.fields[name].queryset = catalogue_entries(catalogue)
        self.offer_posts()
        if self.instance.pk:
            self.initial["sources"] = [found.source_id for found in self.instance.found_in.all()]
        self.fields["level"].required = self.instance.state == Risk.State.ACTIVE
        if self.instance.assessment_id:
            del self.fields["level"], self.fields["level_ground"]

    def offer_posts(self):
        """The open posts of the organisation, and those the risk already names though they were
        closed since.
        """
        posts = Post.objects.of(self.organisation)
        linked = list(self.instance.exposed_posts.values_list("pk", flat=True)) if self.instance.pk else []
        self.fields["exposed_posts"].queryset = (
            posts.filter(Q(state=Post.State.OPEN) | Q(pk__in=linked)).select_related("unit").in_order()
        )
        self.initial["exposed_posts"] = linked

    def clean(self):
        data = super().clean()
        sheet, typed = self.instance.assessment, self.data.get(self.add_prefix("level"))
        if sheet and typed and typed != sheet.level:
            raise ValidationError(
                _(
                    "The level follows from the agreed assessment sheet: %(level)s. It changes only "
                    "by a new sheet."
                ),
                params={"level": sheet.get_level_display()},
            )
        return data

    def finish(self, row, *, by):
        if row.position and "kind" in self.changed_data:
            row.close_gap(self.initial["kind"])
            row.assign_position()
        row.touch(self.changed_data)
        row.index()

    def save_as(self, by):
        risk = super().save_as(by)
        through_defaults = {"organisation": risk.organisation}
        risk.sources.set(self.cleaned_data["sources"], through_defaults=through_defaults)
        released_posts = list(risk.exposed_posts.exclude(pk__in=self.cleaned_data["exposed_posts"]))
        risk.exposed_posts.set(self.cleaned_data["exposed_posts"], through_defaults=through_defaults)
        risk.update_post_levels()
        for post in released_posts:
            update_level_from_risks(post, list(post.risks.in_the_list().values_list("level", flat=True)))
        return risk


# --- Import -------------------------------------------------------------------------------------------------


class RiskImportForm(TableImportForm):
    READ = staticmethod(imports.read_risk_list)

    class Meta:
        model = RiskImport
        fields: list[str] = []
