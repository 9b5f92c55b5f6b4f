#!/bin/sh
# LibreOffice refuses an OpenDocument file whose manifest names another version than its content, with exit 0.
#
# One would guess that versions 1.2, 1.3 and 1.4 of the same format may stand side by side in one file, for each reader
# skips what it does not know, or that the version is not looked at. When the manifest says 1.2 (as most programs that
# write OpenDocument themselves do) and content.xml says 1.3 (as LibreOffice writes since 7.0), the file «could not be
# loaded»; with no version in the manifest at all it can. `soffice --convert-to` then writes no file and exits with 0.
#
# Versions: LibreOffice 7.4.7 (Debian 12); odfdo 3.27.3 reads all of these.
#
# It matters to whoever cleans, fills or signs OpenDocument files: rewriting META-INF/manifest.xml by a fixed pattern
# spoils every file of a newer LibreOffice, while those of an older one, or one's own samples, go on working. The
# version of the manifest has to be that of content.xml.
. "$(dirname "$0")/lib/start"
need soffice "libreoffice-writer"
packages odfdo==3.27.3
soffice --version
cat >make.py <<'PY'
import sys
import zipfile

manifest, content = sys.argv[1:]
URN = "urn:oasis:names:tc:opendocument:xmlns"
TEXT = "application/vnd.oasis.opendocument.text"
version = "" if manifest == "none" else f' manifest:version="{manifest}"'
with zipfile.ZipFile("letter.odt", "w") as letter:
    letter.writestr("mimetype", TEXT)
    letter.writestr(
        "META-INF/manifest.xml",
        f'<manifest:manifest xmlns:manifest="{URN}:manifest:1.0"{version}>'
        f'<manifest:file-entry manifest:full-path="/"{version} manifest:media-type="{TEXT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>",
    )
    letter.writestr(
        "content.xml",
        f'<office:document-content xmlns:office="{URN}:office:1.0" xmlns:text="{URN}:text:1.0"'
        f' office:version="{content}"><office:body><office:text><text:p>Арыз</text:p></office:text></office:body>'
        "</office:document-content>",
    )
PY
for pair in "1.2 1.2" "1.2 1.3" "1.3 1.3" "1.3 1.2" "1.3 1.4" "none 1.3"; do
	python make.py $pair
	rm -f letter.txt
	exit=0
	office --convert-to "txt:Text (encoded):UTF8" letter.odt || exit=$?
	opened=no
	[ -e letter.txt ] && opened=yes
	words=$(python -c 'import odfdo; print(odfdo.Document("letter.odt").get_formatted_text().strip())')
	echo $pair $exit $opened "$words" >>came
done
python - <<'PY'
from seen import finish, seen

for line in open("came", encoding="utf-8"):
    manifest, content, status, opened, words = line.split()
    loads = manifest in (content, "none")
    seen(
        f"manifest {manifest}, content {content}: exit, opened by LibreOffice, words by odfdo",
        (status, opened, words),
        guess=("0", "yes", "Арыз"),
        recorded=("0", "yes" if loads else "no", "Арыз"),
    )
finish()
PY
