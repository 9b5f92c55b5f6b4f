"""The pages of the employee's desk and of the registers behind it: one table a namespace."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
