from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from risks.method.forms import FunctionKindForm
from risks.models.method import FunctionKind

functions = Register(
    model=FunctionKind,
    space="functions",
    title=_("Kinds of functions"),
    new=_("New kind of function"),
    columns=("words", "heading", "position", "valid_from", "valid_to"),
    sections=(("", ("code", "name_ky", "name_ru", "heading", "position", "valid_from", "valid_to")),),
    form=FunctionKindForm,
    read=None,
    write=Act.LEGAL,
)
