"""Addresses of the office: each register under its own name, and beside it what else may be done there."""

from django.urls import include, path

from office import books, views
from office.law import registers as law_registers
from office.meetings import registers as meetings_registers
from office.organisations import registers as organisations_registers
from office.papers import registers as papers_registers
from office.staff import pages
from office.wall import registers
from office.wall import views as wall_views


def register_routes(register, *more, before=()):
    """The pages of a book and the acts beside them, in the book's namespace; `before` is asked before the book's own pages."""
    return include(([*before, *register.urls(), *more], register.space))


urlpatterns = [
    path(
        "orders/",
        register_routes(
            papers_registers.ORDERS,
            path("<int:pk>/preview/<int:number>/", views.preview_order, name="preview"),
            path("<int:pk>/print/<int:number>.pdf", views.print_paper, name="print"),
            path("<int:pk>/annexes/<int:number>.docx", views.word_copy, name="word"),
            path("<int:pk>/papers/<int:paper>.pdf", views.frozen_paper, name="paper"),
            path("<int:pk>/scan/", views.upload_order_scan, name="scan"),
            path("<int:pk>/annexes/<int:number>/publish/", views.publish_annex, name="publish"),
        ),
    ),
    path("commissions/", register_routes(meetings_registers.COMMISSIONS)),
    path("seats/", register_routes(meetings_registers.SEATS)),
    path(
        "meetings/",
        register_routes(
            meetings_registers.MEETINGS,
            path("<int:pk>/minutes.pdf", views.print_minutes, name="minutes"),
            path("<int:pk>/preview/", views.preview_minutes, name="preview"),
        ),
    ),
    path("items/", register_routes(meetings_registers.ITEMS)),
    path(
        "publications/",
        register_routes(
            papers_registers.PUBLICATIONS,
            path("<int:pk>/withdraw/", views.withdraw_publication, name="withdraw"),
        ),
    ),
    path(
        "files/",
        register_routes(papers_registers.FILES, path("<int:pk>/", views.download_file, name="record")),
    ),
    path(
        "confidential/",
        register_routes(
            registers.WALLS,
            path("<int:pk>/exclusions/<int:exclusion>/lift/", wall_views.lift_exclusion, name="lift"),
        ),
    ),
    path("exclusions/", register_routes(registers.EXCLUSIONS)),
    # Opening an identity and making a key answer with what is kept nowhere: pages of their own in the place of the move's.
    path(
        "disclosures/",
        register_routes(
            registers.DISCLOSURES,
            path("<int:pk>/scan/", wall_views.download_request_scan, name="scan"),
            path("copy/<slug:kind>/", wall_views.download_disclosures, name="copy"),
            before=[path("<int:pk>/move/open/", wall_views.open_page, name="open")],
        ),
    ),
    path("erasures/", register_routes(registers.ERASURES)),
    path(
        "custodians/",
        register_routes(
            registers.CUSTODIANS,
            before=[path("<int:pk>/move/make/", wall_views.make_key, name="make")],
        ),
    ),
    path("keepings/", register_routes(registers.KEEPINGS)),
    path("letters/", register_routes(books.LETTERS)),
    path("settings/", views.office_settings, name="settings"),
    path(
        "organisations/",
        register_routes(
            organisations_registers.ORGANISATIONS,
            path("<int:pk>/merge/", views.merge_organisation, name="merge"),
        ),
    ),
    path("units/", register_routes(organisations_registers.UNITS)),
    path("people/", register_routes(organisations_registers.PEOPLE)),
    path(
        "staff/",
        register_routes(
            pages.IMPORTS,
            path("enter/", pages.enter_one, name="enter"),
            path("<int:pk>/decide/", pages.dry_run.decide(), name="decide"),
        ),
    ),
    path(
        "appointments/",
        register_routes(
            organisations_registers.APPOINTMENTS, path("<int:pk>/end/", views.end_appointment, name="end")
        ),
    ),
    path(
        "calendar/",
        register_routes(
            law_registers.CALENDAR,
            path("<int:pk>/confirm/", views.confirmation_view(law_registers.CALENDAR), name="confirm"),
        ),
    ),
    path(
        "acts/",
        register_routes(
            law_registers.ACTS,
            path("<int:pk>/confirm/", views.confirmation_view(law_registers.ACTS), name="confirm"),
        ),
    ),
    path(
        "values/",
        register_routes(
            law_registers.VALUES,
            path("<int:pk>/confirm/", views.confirmation_view(law_registers.VALUES), name="confirm"),
        ),
    ),
    path(
        "provisions/",
        register_routes(
            law_registers.PROVISIONS,
            path("<int:pk>/confirm/", views.confirmation_view(law_registers.PROVISIONS), name="confirm"),
        ),
    ),
]
