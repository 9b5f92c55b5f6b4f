"""The pages of what several people or several bodies do together: signals, the library, sittings of the group, the bodies below."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.generic import Book
from office.models import Signal
from office.roles import Act
from risks import below_pages, hearing_pages, library_pages, sitting_pages
from risks.models import FunctionKind, Matter, Opinion, Session
from risks.reference_forms import FunctionForm

signals = Book(
    model=Signal,
    space="signals",
    title=_("Signals"),
    new=_("New signal"),
    columns=("day", "source_words", "function_words", "zone_words", "note"),
    pages=("register", "record", "create", "edit"),
    form=hearing_pages.SignalForm,
    write=Act.SIGNAL,
    filters=hearing_pages.SignalFilter,
    record_extra=hearing_pages.beside_signal,
    empty=_(
        "No signal has been entered. A signal is a source of information on corruption without any name: a day, a function, a zone."
    ),
)

sessions = Book(
    model=Session,
    space="sessions",
    title=_("Sittings of the working group"),
    new=_("Begin to score"),
    columns=("held_on", "meeting", "state"),
    pages=("register", "record", "create", "move"),
    form=sitting_pages.SessionForm,
    record_template="risks/session_detail.html",
    record_extra=sitting_pages.beside_session,
    empty=_("No sitting yet. The members score each risk apart, then the group agrees."),
)

opinions = Book(
    model=Opinion,
    space="opinions",
    title=_("My scores"),
    new=_("My score"),
    pages=("create", "edit"),
    parent="matter",
    form=sitting_pages.OpinionForm,
    write=Act.READ,
    keeps=sitting_pages.may_correct,
    form_template="risks/opinion_form.html",
)

matters = Book(
    model=Matter,
    space="matters",
    title=_("Agreed scores"),
    pages=("edit",),
    parent="session",
    form=sitting_pages.AgreedForm,
    write=Act.READ,
    keeps=sitting_pages.leads,
    form_template="risks/matter_form.html",
)

functions = Book(
    model=FunctionKind,
    space="functions",
    title=_("Kinds of functions"),
    new=_("New kind of function"),
    columns=("words", "heading", "position", "valid_from", "valid_to"),
    sections=(("", ("code", "name_ky", "name_ru", "heading", "position", "valid_from", "valid_to")),),
    form=FunctionForm,
    read=None,
    write=Act.MANAGE,
)

of_a_risk = [
    path("<int:pk>/because/", library_pages.because, name="because"),
    path("<int:pk>/signals/", hearing_pages.hear, name="hear"),
]
of_an_edition = [path("<int:pk>/submit/", below_pages.submit, name="submit")]

urlpatterns = [
    path("library/", library_pages.browse, name="library"),
    path("signals/", include((signals.urls(), "signals"))),
    path(
        "sessions/",
        include(
            ([*sessions.urls(), path("<int:pk>/next/", sitting_pages.next_risk, name="next")], "sessions")
        ),
    ),
    path("opinions/", include((opinions.urls(), "opinions"))),
    path("matters/", include((matters.urls(), "matters"))),
    path("functions/", include((functions.urls(), "functions"))),
    path(
        "below/",
        include(
            (
                [
                    path("", below_pages.bodies, name="register"),
                    path("export/<slug:kind>/", below_pages.export_bodies, name="export"),
                ],
                "below",
            )
        ),
    ),
    path(
        "consolidated/",
        include(
            (
                [
                    path("", below_pages.rows, name="register"),
                    path("export/<slug:kind>/", below_pages.export_rows, name="export"),
                ],
                "consolidated",
            )
        ),
    ),
]
