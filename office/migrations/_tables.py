"""An operation of migrations only: it lies beside them, so that no move of the portal's modules touches a migration that was applied.

The underscore keeps Django from reading this file as a migration.
"""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTables(Operation):
    """Create the tables of many models at once; they may point at one another in any order.

    A `CreateModel` of its own renders all related models anew for every table: a fresh database paid 20 s of CPU for that.
    """

    category = OperationCategory.ADDITION
    reversible = False  # the way back would drop all that an office has entered
    serialization_expand_args = ["models"]

    def __init__(self, models):
        """`models` are `CreateModel` operations, a base before its children."""
        self.models = models

    def state_forwards(self, app_label, state):
        rendered = state.__dict__.pop("apps", None)  # without it, Django renders nothing while the models come
        for model in self.models:
            model.state_forwards(app_label, state)
        if rendered and not state.is_delayed:
            rendered.render_multiple([state.models[app_label, model.name_lower] for model in self.models])
            state.apps = rendered
        state.is_delayed = False  # what an earlier operation left behind is rendered anew with the rest

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create the tables of {', '.join(model.name for model in self.models)}"
