"""Addresses of the office: each register under its own name, and beside it what else may be done there."""

from django.urls import include, path

from office import books, staff_pages, views, wall_books, wall_views


def register(book, *more, before=()):
    """The pages of a book and the acts beside them, in the book's namespace; `before` is asked before the book's own pages."""
    return include(([*before, *book.urls(), *more], book.space))


urlpatterns = [
    path(
        "orders/",
        register(
            books.ORDERS,
            path("<int:pk>/preview/<int:number>/", views.preview, name="preview"),
            path("<int:pk>/print/<int:number>.pdf", views.print_paper, name="print"),
            path("<int:pk>/annexes/<int:number>.docx", views.word_copy, name="word"),
            path("<int:pk>/papers/<int:paper>.pdf", views.frozen_paper, name="paper"),
            path("<int:pk>/scan/", views.scan, name="scan"),
            path("<int:pk>/annexes/<int:number>/publish/", views.publish, name="publish"),
        ),
    ),
    path("commissions/", register(books.COMMISSIONS)),
    path("seats/", register(books.SEATS)),
    path(
        "meetings/",
        register(
            books.MEETINGS,
            path("<int:pk>/minutes.pdf", views.minutes, name="minutes"),
            path("<int:pk>/preview/", views.minutes_preview, name="preview"),
        ),
    ),
    path("items/", register(books.ITEMS)),
    path(
        "publications/",
        register(books.PUBLICATIONS, path("<int:pk>/withdraw/", views.withdraw, name="withdraw")),
    ),
    path("files/", register(books.FILES, path("<int:pk>/", views.file, name="record"))),
    path(
        "confidential/",
        register(
            wall_books.WALLS,
            path("<int:pk>/exclusions/<int:exclusion>/lift/", wall_views.lift_exclusion, name="lift"),
        ),
    ),
    path("exclusions/", register(wall_books.EXCLUSIONS)),
    # Opening an identity and making a key answer with what is kept nowhere: pages of their own in the place of the move's.
    path(
        "disclosures/",
        register(
            wall_books.DISCLOSURES,
            path("<int:pk>/scan/", wall_views.scan, name="scan"),
            path("copy/<slug:kind>/", wall_views.copy, name="copy"),
            before=[path("<int:pk>/move/open/", wall_views.open_page, name="open")],
        ),
    ),
    path("erasures/", register(wall_books.ERASURES)),
    path(
        "custodians/",
        register(
            wall_books.CUSTODIANS,
            before=[path("<int:pk>/move/make/", wall_views.make_key, name="make")],
        ),
    ),
    path("keepings/", register(wall_books.KEEPINGS)),
    path("letters/", register(books.LETTERS)),
    path("settings/", views.office_settings, name="settings"),
    path(
        "organisations/",
        register(books.ORGANISATIONS, path("<int:pk>/merge/", views.merge, name="merge")),
    ),
    path("units/", register(books.UNITS)),
    path("people/", register(books.PEOPLE)),
    path(
        "staff/",
        register(
            staff_pages.IMPORTS,
            path("enter/", staff_pages.enter_one, name="enter"),
            path("<int:pk>/decide/", staff_pages.dry_run.decide(), name="decide"),
        ),
    ),
    path(
        "appointments/",
        register(books.APPOINTMENTS, path("<int:pk>/end/", views.end_appointment, name="end")),
    ),
    path(
        "calendar/",
        register(books.CALENDAR, path("<int:pk>/confirm/", views.confirm(books.CALENDAR), name="confirm")),
    ),
    path("acts/", register(books.ACTS, path("<int:pk>/confirm/", views.confirm(books.ACTS), name="confirm"))),
    path(
        "values/",
        register(books.VALUES, path("<int:pk>/confirm/", views.confirm(books.VALUES), name="confirm")),
    ),
    path(
        "provisions/",
        register(
            books.PROVISIONS, path("<int:pk>/confirm/", views.confirm(books.PROVISIONS), name="confirm")
        ),
    ),
]
