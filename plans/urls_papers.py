"""The pages of what leads to a plan and comes of it: one table a namespace; `plans/urls.py` takes them in."""
