"""LibreOffice, which writes files as people's programs do and says whether it opens what the portal made of
them.
"""

import subprocess
from pathlib import Path

from config.bootstrap import libreoffice

SECONDS = 300
# `DefaultVersion` of LibreOffice's settings by the OpenDocument it then writes; "" leaves what it writes by
# itself.
VERSIONS = {"1.1": 2, "1.2": 4, "1.3": 10}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <item oor:path="/org.openoffice.Office.Common/Save/ODF">
  <prop oor:name="DefaultVersion" oor:op="fuse"><value>{}</value></prop></item></oor:items>"""


class Office:
    """A LibreOffice with a profile of its own in `folder`, which writes OpenDocument of `version`."""

    def __init__(self, folder: Path, version=""):
        self.folder = folder
        (folder / "profile" / "user").mkdir(parents=True)
        if version:
            settings = folder / "profile" / "user" / "registrymodifications.xcu"
            settings.write_text(SETTINGS.format(VERSIONS[version]))

    def convert(self, files: dict[str, bytes], to: str, reader="") -> dict[str, bytes]:
        """{name without its end: bytes} of the files as `to` («odt», or «txt:…» with a filter); what was not
        opened is missing.
        """
        before = self.folder / f"before-{to.partition(':')[0]}"
        after = self.folder / f"after-{to.partition(':')[0]}"
        for name, content in files.items():
            before.mkdir(exist_ok=True)
            (before / name).write_bytes(content)
        command = [libreoffice(), f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless"]
        command += [f"--infilter={reader}"] * bool(reader)
        command += ["--convert-to", to, "--outdir", after, *(before / name for name in files)]
        subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
        return {made.stem: made.read_bytes() for made in after.glob("*")}
