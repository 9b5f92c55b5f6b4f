"""Bodies with a trust box stand in the list of the open pages, whether or not they published a paper."""

from office.models.organisation import Organisation
from office.open_pages import Shelf
from trustbox.boxes.models.boxes import Box

BOX_SHELF = Shelf(
    lines=lambda _organisation: [],
    bodies=lambda: (
        Box.objects.everywhere()
        .in_use()
        .filter(organisation__in=Organisation.objects.working())
        .values("organisation")
    ),
)
