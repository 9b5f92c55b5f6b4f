"""The pages of the staffing table and of the list of corruption-prone positions: one table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.forms import GroundForm
from office.generic import Book
from positions import forms, views
from positions.filters import ExposureFilter, PostFilter
from positions.models import Exposure, PositionImport, Post

posts = Book(
    model=Post,
    space="posts",
    title=_("Staffing table"),
    new=_("New post"),
    columns=("name_ky", "unit", "count_words", "listed_level", "state"),
    levels=("listed_level",),
    order=Post.ORDER,
    sections=(
        (_("As in the staffing table"), ("unit", "name_ky", "name_ru", "count_words", "powers", "closed_on")),
    ),
    form=forms.PostForm,
    filters=PostFilter,
    move_forms={"close": forms.CloseForm},
    list_template="positions/post_list.html",
    record_template="positions/post_detail.html",
    list_extra=views.beside_posts,
    record_extra=views.beside_post,
)

exposures = Book(
    model=Exposure,
    space="exposures",
    title=_("List of corruption-prone positions"),
    new=_("Describe the exposure of a post"),
    columns=("post", "unit", "powers", "areas", "level"),
    levels=("level", "freedom", "contact"),
    parent="post",
    sections=(
        (_("As in the list (281 annex 2)"), ("post", "powers", "areas", "level", "given_reason")),
        (
            _("Why this post was chosen (281 p. 9)"),
            ("freedom", "freedom_reason", "contact", "contact_reason"),
        ),
    ),
    form=forms.ExposureForm,
    filters=ExposureFilter,
    move_forms={"drop": GroundForm},
    list_template="positions/exposure_list.html",
    record_template="positions/exposure_detail.html",
    form_template="positions/exposure_form.html",
    list_extra=views.beside_exposures,
    record_extra=views.beside_exposure,
)

imports = Book(
    model=PositionImport,
    space="position_imports",
    title=_("Imports of posts"),
    new=_("Import from Word or Excel"),
    columns=("name", "kind", "read_at", "read_by", "state"),
    pages=("register", "record", "create", "move"),
    form=forms.ImportForm,
    record_template="office/import_detail.html",
    form_template="positions/import_form.html",
    record_extra=views.dry_run.page,
)

urlpatterns = [
    path(
        "",
        include(
            (
                [*exposures.urls(), path("export/<slug:kind>/", views.export_exposures, name="export")],
                "exposures",
            )
        ),
    ),
    path(
        "posts/",
        include(
            (
                [
                    *posts.urls(),
                    path("export/<slug:kind>/", views.export_posts, name="export"),
                    path("<int:pk>/throw-away/", views.throw_away(posts), name="throw_away"),
                ],
                "posts",
            )
        ),
    ),
    path(
        "imports/",
        include(
            (
                [*imports.urls(), path("<int:pk>/decide/", views.dry_run.decide(), name="decide")],
                "position_imports",
            )
        ),
    ),
]
