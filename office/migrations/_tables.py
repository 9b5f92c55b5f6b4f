"""An operation of migrations only: it lives beside them, so that no move of the portal's modules touches a migration that was applied.

The underscore keeps Django from reading this file as a migration.
"""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTables(Operation):
    """Create the tables of many models at once.

    `CreateModel` renders each related model anew for every table, and a fresh database paid 20 s of CPU for that.
    Here each model is rendered once, when all are known; the tables may point at one another in any order.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]
    reversible = True

    def __init__(self, models):
        """`models` are `CreateModel` operations, a base before its children."""
        self.models = models

    def state_forwards(self, app_label, state):
        rendered = state.__dict__.pop("apps", None)  # what is not rendered is not rendered anew
        for model in self.models:
            model.state_forwards(app_label, state)
        if rendered:
            rendered.render_multiple([state.models[app_label, model.name_lower] for model in self.models])
            state.apps = rendered

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label):
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self):
        return f"Create the tables of {', '.join(model.name for model in self.models)}"
