"""Words over columns that are no fields."""


def with_label(words):
    """Give a method or the function of a property the words that stand over its column."""

    def mark(function):
        function.label = words
        return function

    return mark
