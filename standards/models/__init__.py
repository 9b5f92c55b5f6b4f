"""The conduct standard, how it is brought to people, and what it obliges them to tell."""

from standards.models.text import Point, Standard

__all__ = ["Point", "Standard"]
