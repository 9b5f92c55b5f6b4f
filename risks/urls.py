"""Addresses of the register of risks."""

urlpatterns = []
