"""The lists of the organisations below: what stands at each, and one list over all."""

from django.urls import path

from risks.subordinates import pages

below_paths = [
    path("", pages.show_subordinates, name="register"),
    path("export/<slug:kind>/", pages.export_subordinates, name="export"),
]
consolidated_paths = [
    path("", pages.show_consolidated_list, name="register"),
    path("export/<slug:kind>/", pages.export_consolidated_list, name="export"),
]
