from django.urls import path
from django.utils.translation import gettext_lazy as _

from monitoring.media import forms, pages
from monitoring.media.filters import MediaReportFilter
from monitoring.models.media import MediaReport
from office.registers.register import Register
from office.roles import Act

media_reports = Register(
    model=MediaReport,
    space="media_reports",
    title=_("In the media"),
    new=_("New publication in the media"),
    columns=("published_on", "medium", "title", "kind", "state"),
    sections=(
        (_("The publication"), ("medium", "published_on", "title", "kind", "content", "address")),
        (_("Check"), ("finding", "checked_on", "checked_by")),
        (_("Result"), ("result", "done_on", "done_by")),
    ),
    form=forms.MediaReportForm,
    write=Act.SIGNAL,
    filters=MediaReportFilter,
    move_forms={"check": forms.CheckMediaForm, "finish": forms.FinishMediaForm},
    list_template="monitoring/monitoring_list.html",
    list_extra=pages.media_list_context,
    record_extra=pages.media_context_of_record,
    empty=_(
        "No publication has been entered yet. Enter what newspapers, channels and sites wrote about the "
        "body; the list of the year is then added to the self-check with one press."
    ),
)

media_paths = [
    path("export.<slug:kind>", pages.export_media, name="export"),
    path("<int:pk>/clipping/", pages.media_clipping, name="clipping"),
]
