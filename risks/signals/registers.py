from django.utils.translation import gettext_lazy as _

from office.models.signal import Signal
from office.registers.register import Register
from office.roles import Act
from risks.signals import pages as signals_pages

signals = Register(
    model=Signal,
    space="signals",
    title=_("Signals"),
    new=_("New signal"),
    columns=("day", "source_words", "function_words", "zone_words", "note"),
    pages=("register", "record", "create", "edit"),
    form=signals_pages.SignalForm,
    write=Act.SIGNAL,
    filters=signals_pages.SignalFilter,
    record_extra=signals_pages.signal_context,
    empty=_(
        "No signal has been entered. A signal is a source of information on corruption without any "
        "name: a day, a function, a zone."
    ),
)
