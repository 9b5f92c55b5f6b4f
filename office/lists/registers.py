"""The register of the lists that an order on paper approved before the portal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.lists.paper_list_forms import PaperListForm, WithdrawalForm
from office.lists.paper_lists import PaperList
from office.registers.links import Link
from office.registers.register import Register


def paper_list_context(request, row):
    """The scan of the paper."""
    return {"links": [Link(str(row.scan), row.scan.get_absolute_url(), note=_("scan of the signed paper"))]}


PAPER_LISTS = Register(
    model=PaperList,
    space="paper_lists",
    title=gettext_lazy("Lists approved on paper"),
    new=gettext_lazy("Bring in a list approved on paper"),
    columns=("number", "date", "form", "organisation", "state"),
    sections=(
        ("", ("form", "approval", "number", "date", "organisation")),
        (gettext_lazy("Entry"), ("entered_by", "entered_on", "withdraw_ground")),
    ),
    pages=("register", "record", "create", "move"),
    form=PaperListForm,
    move_forms={"withdraw": WithdrawalForm},
    record_extra=paper_list_context,
    empty=gettext_lazy(
        "Nothing has been brought in. A list that an order on paper approved before the portal comes in "
        "with number, date and scan: then the first year has a list in force."
    ),
)
