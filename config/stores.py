"""Stores of the S3 kind, as the environment names them."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class StorePlace(NamedTuple):
    """A bucket and how to come in; an empty text for what nobody has said."""

    bucket: str
    endpoint: str
    region: str
    key: str
    secret: str
    prefix: str

    def missing_parts(self, name: str) -> list[str]:
        """The variables of that name without which nobody comes in."""
        parts = {"ENDPOINT": self.endpoint, "KEY": self.key, "SECRET": self.secret}
        return [f"{name}_{part}" for part, text in parts.items() if not text]


def store_settings(name: str, environ: Mapping[str, str]) -> StorePlace:
    """The store of the variables `<name>_BUCKET`, `_ENDPOINT`, `_REGION`, `_KEY`, `_SECRET` (or the file of
    `_SECRET_FILE`), `_PREFIX`.
    """

    def say(part: str) -> str:
        return environ.get(f"{name}_{part}", "")

    secret = Path(say("SECRET_FILE")).read_text().strip() if say("SECRET_FILE") else say("SECRET")
    region = say("REGION") or "us-east-1"
    return StorePlace(say("BUCKET"), say("ENDPOINT"), region, say("KEY"), secret, say("PREFIX"))
