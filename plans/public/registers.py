from django.utils.translation import gettext_lazy as _

from office.registers.forms import GroundForm
from office.registers.register import Register
from office.roles import Act
from plans.public import forms as public_forms
from plans.public.models import Remark
from plans.public.remarks import RemarkFilter

remarks = Register(
    model=Remark,
    space="remarks",
    title=_("Remarks of citizens"),
    columns=("text", "plan", "day", "state"),
    sections=(("", ("day", "plan", "measure", "text", "contact", "answer", "answered_on", "answered_by")),),
    pages=("register", "record", "move"),
    read=Act.KEEP,
    filters=RemarkFilter,
    move_forms={"answer": public_forms.RemarkAnswerForm, "close": GroundForm},
    empty=_("Nobody has sent a remark yet. Remarks come from the open pages of plans."),
)
