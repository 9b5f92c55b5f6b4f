from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.models.signal import Signal
from office.registers.register import Register
from office.roles import Act
from risks.library import pages as library_pages
from risks.method.forms import FunctionKindForm
from risks.models.method import FunctionKind
from risks.sessions import pages as sessions_pages
from risks.sessions.models import Matter, Opinion, Session
from risks.signals import pages as signals_pages
from risks.subordinates import pages as subordinates_pages

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
sessions = Register(
    model=Session,
    space="sessions",
    title=_("Sittings of the working group"),
    new=_("Begin to score"),
    columns=("held_on", "meeting", "state"),
    pages=("register", "record", "create", "move"),
    form=sessions_pages.SessionForm,
    record_template="risks/session_detail.html",
    record_extra=sessions_pages.session_context,
    empty=_("No sitting yet. The members score each risk apart, then the group agrees."),
)
opinions = Register(
    model=Opinion,
    space="opinions",
    title=_("My scores"),
    new=_("My score"),
    pages=("create", "edit"),
    parent="matter",
    form=sessions_pages.OpinionForm,
    write=Act.READ,
    keeps=sessions_pages.may_correct_opinion,
    form_template="risks/opinion_form.html",
)
matters = Register(
    model=Matter,
    space="matters",
    title=_("Agreed scores"),
    pages=("edit",),
    parent="session",
    form=sessions_pages.AgreedScoresForm,
    write=Act.READ,
    keeps=sessions_pages.may_agree_scores,
    form_template="risks/matter_form.html",
)
functions = Register(
    model=FunctionKind,
    space="functions",
    title=_("Kinds of functions"),
    new=_("New kind of function"),
    columns=("words", "heading", "position", "valid_from", "valid_to"),
    sections=(("", ("code", "name_ky", "name_ru", "heading", "position", "valid_from", "valid_to")),),
    form=FunctionKindForm,
    read=None,
    write=Act.MANAGE,
)
risk_paths = [
    path("<int:pk>/because/", library_pages.situation_reason_page, name="because"),
    path("<int:pk>/signals/", signals_pages.update_signal_link, name="hear"),
]
edition_paths = [path("<int:pk>/submit/", subordinates_pages.submission_page, name="submit")]
