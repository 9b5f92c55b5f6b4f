"""Which files of the front-end packages the portal serves."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticConfig(StaticFilesConfig):
    """Leaves out the variants that no page names: hashing and packing them takes long."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("*.rtl.*", "*.esm.*", "*.scss", "*.json", "ext"),
        *("bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*"),
        *("bootstrap.css*", "bootstrap.js*", "bootstrap.min.js*", "bootstrap.bundle.js*"),
    ]
