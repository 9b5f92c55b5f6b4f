"""Bodies with a trust box stand in the list of the open pages, whether or not they published a paper."""

from office.open_pages import Shelf
from trustbox.boxes.models.boxes import Box

BOX_SHELF = Shelf(
    lines=lambda _organisation: [], bodies=lambda: Box.objects.everywhere().in_use().values("organisation")
)
