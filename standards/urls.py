"""The pages of the standard: one table a namespace. What the employee's desk adds stands in `urls_desk`."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.generic import Book
from office.roles import Act
from standards import forms, urls_desk, views
from standards.models import Point, Standard

standards = Book(
    model=Standard,
    space="standards",
    title=_("Conduct standard"),
    new=_("New version"),
    columns=("number", "title", "body", "state", "in_force_from", "approved_by"),
    sections=((_("Version"), ("number", "title", "in_force_from", "approved_by", "for_below")),),
    read=None,
    write=Act.STANDARD,
    form=forms.StandardForm,
    move_forms={"enforce": forms.EnforceForm},
    record_template="standards/standard_detail.html",
    record_extra=views.beside_standard,
    empty=_("The body has no conduct standard yet. Begin a version and import its text from Word."),
)

points = Book(
    model=Point,
    space="points",
    title=_("Points of the standard"),
    new=_("New point"),
    pages=("create", "edit"),
    read=Act.STANDARD,
    write=Act.STANDARD,
    parent="standard",
    form=forms.PointForm,
    keeps=lambda person, point: point.standard.is_editable,
)

urlpatterns = [
    path("points/", include((points.urls(), "points"))),
    *urls_desk.urlpatterns,
    path("", include((standards.urls(), "standards"))),
]
