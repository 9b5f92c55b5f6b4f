"""The families of the net: each with its goal, and line by line which tests show which points of the safety
page, with the figure of a release (`PORTAL_NET=full`) and the engines it is tried on.

A line without tests says in `lacking` why its points are not shown here. `./portal net` runs the table, by
`tests/score_sheet.py`.
"""

from dataclasses import dataclass

BOTH = ("sqlite", "postgresql")
POSTGRES = ("postgresql",)
BROWSER = ("browser",)


@dataclass(frozen=True)
class Line:
    """`points`: words such as N-1; `tests`: arguments of pytest, files or `file::test`."""

    points: str
    figure: str
    tests: str = ""
    engines: tuple[str, ...] = BOTH
    lacking: str = ""

    @property
    def key(self):
        return self.points.replace(" ", "+")

    @property
    def selection(self):
        return [f"tests/{word}" for word in self.tests.split()]


@dataclass(frozen=True)
class Family:
    letter: str
    name: str
    goal: str
    lines: tuple[Line, ...]


HOUSE, ROUTES, CROWD = "test_house.py", "test_routes.py", "trustbox/test_crowd.py"
KILLS = "test_kills.py"
PROOFS, LETTERS = "trustbox/test_proofs.py", "office/test_letters.py"
EIGHT = f"{CROWD}::test_eight_processes_enter_appeals_without_a_hole_although_one_in_twenty_fails"

FAMILIES = (
    Family(
        "M",
        "tests of the tests",
        "each guard off is seen; nothing is left out unseen",
        (
            Line(
                "M-1",
                "every guard with its control",
                "test_controls.py test_broken_classes.py office/test_guards.py",
            ),
            Line("M-2", "no test fewer than the kept number, no new skip", "test_executed.py", ("sqlite",)),
            Line("M-3", "every route opens", f"{ROUTES}::test_right_role_opens_its_own_rows"),
            Line(
                "M-4",
                "every form posted, every paper made, every command run",
                f"test_filled_forms.py office/test_papers_by_command.py test_commands.py {HOUSE}",
                lacking="the templates that were rendered are not counted; pages and papers are all opened",
            ),
            Line(
                "M-5",
                "0 connections to another machine",
                "test_network.py",
                ("sqlite",),
                lacking="in the processes of the tests themselves, not in the programs they start",
            ),
            Line("M-6", "90 % of mutants", lacking="a run by hand; its share stands in the closing note"),
            Line("M-7", "branches covered", lacking="coverage is no dependency of the project"),
        ),
    ),
    Family(
        "N",
        "numbering",
        "1..N without a hole, whoever writes",
        (
            Line(
                "N-1 N-3 N-6",
                "12 800 entries of 64 processes, one in twenty fails; controls",
                f"{EIGHT} {CROWD}::test_control_without_the_lock_appeals_are_lost "
                f"{CROWD}::test_control_the_oracle_sees_a_hole_a_double_a_wrong_order_and_a_loss "
                "office/test_numbering.py",
            ),
            Line(
                "N-2",
                "12 800 entries of 64 clients over HTTP",
                f"{CROWD}::test_letters_of_citizens_and_clerks_stand_once_although_they_hang_up_"
                "send_twice_and_break "
                f"{CROWD}::test_control_the_oracle_of_the_doors_sees_a_loss_a_double_and_another_number",
            ),
            Line(
                "N-4",
                "every body, book and year by itself",
                "office/test_numbering.py::test_every_body_book_and_year_counts_for_itself",
                lacking="one after the other, not 80 books at once",
            ),
            Line(
                "N-5",
                "0 entries in the wrong book",
                f"{CROWD}::test_new_year_comes_while_people_write_and_no_entry_is_in_the_wrong_book "
                f"{CROWD}::test_control_by_the_day_of_greenwich_entries_are_in_the_wrong_book",
            ),
            Line(
                "N-7",
                "no deadlock in 30 minutes of 32 processes: every move, letters, numbers, seals, daily acts",
                "test_deadlocks.py",
                lacking="forms of many rows and imports are not in the mix",
            ),
            Line(
                "N-8",
                "closes only when equal",
                f"trustbox/test_openings.py {CROWD}::test_of_two_who_close_the_box_at_once_one_closes",
            ),
        ),
    ),
    Family(
        "F",
        "faults",
        "all or nothing, nothing acknowledged lost",
        (
            Line(
                "F-1",
                "every n-th statement of every move, command and form, three errors",
                "test_failing_moves.py trustbox/test_faults.py trustbox/test_public_faults.py "
                "trustbox/test_tray_proofs.py",
            ),
            Line(
                "F-2",
                "every n-th operation of the store in every form that keeps a file, three errors; control",
                "test_failing_files.py office/test_files.py",
                lacking="the folders of backups and exports: what is killed there is in F-8",
            ),
            Line(
                "F-3 F-4",
                "450 kills: 200 of workers, 150 of writers, 50 of the server with all its processes",
                f"{KILLS}::test_writers_killed_in_the_middle_lose_nothing_acknowledged "
                f"{KILLS}::test_server_killed_with_all_its_processes_loses_nothing_acknowledged "
                f"{KILLS}::test_workers_killed_while_citizens_send_lose_no_letter "
                f"{KILLS}::test_control_a_number_said_before_the_row_stands_is_lost",
            ),
            Line(
                "F-5",
                "bytes and folder synced before the row stands",
                "office/test_files.py::test_bytes_and_their_folder_are_synced_before_the_row_stands "
                "office/test_settings_checks.py::test_database_that_could_lose_rows_is_refused",
                lacking="no power is cut: neither LazyFS nor dm-flakey",
            ),
            Line(
                "F-6",
                "files stop first, the database has room",
                "office/test_files.py::test_files_stop_while_the_database_still_has_room "
                "office/test_probes.py::test_full_disk_and_a_folder_that_is_gone_are_named "
                "test_full_disk.py",
                lacking="rows of PostgreSQL lie elsewhere; where nobody may mount, no file system is filled",
            ),
            Line("F-7", "a dead, slow, silent and refusing server: sent once at most", LETTERS),
            Line(
                "F-8",
                "140 kills: no half paper, reading, import, backup or tick; no open copy of a backup",
                f"{KILLS}::test_command_killed_in_the_middle_leaves_all_or_nothing "
                f"{KILLS}::test_backup_killed_in_the_middle_leaves_no_half_one_and_no_open_copy "
                "office/test_reading_room.py office/test_printing.py office/test_middleware.py",
            ),
        ),
    ),
    Family(
        "T",
        "tampering",
        "every change behind the portal is named",
        (
            Line(
                "T-1",
                "every official column of every table",
                f"{PROOFS} office/test_seals.py office/test_tampering.py office/test_chain.py",
            ),
            Line(
                "T-2 T-3 T-4",
                "taken out, swapped, doubled, cut, made anew",
                f"{PROOFS} trustbox/test_tray_proofs.py",
            ),
            Line("T-5", "one byte of each file and paper", "trustbox/test_flipped.py"),
            Line("T-6", "refused by the database", "office/test_guards.py office/test_kept_records.py"),
            Line(
                "T-7",
                "1 000 proofs while people write, 0 false alarms",
                f"{CROWD}::test_journal_proved_again_and_again_while_four_write_gives_no_false_alarm "
                f"{CROWD}::test_everything_proved_again_and_again_while_two_do_official_acts_"
                "gives_no_false_alarm",
            ),
            Line("T-8", "a million entries", lacking="measured by ./portal bench on a quiet machine"),
            Line("T-9", "a script of 200 lines agrees", "trustbox/test_verifier.py"),
            Line("T-10", "erased and still proved", "office/test_erasing.py trustbox/test_erasure.py"),
        ),
    ),
    Family(
        "I",
        "isolation",
        "nobody meets a row, a word or a count that is not theirs",
        (
            Line("I-1 I-4", "every route, role and method; 0 deviations", ROUTES),
            Line("I-2", "every link of every role, 0 marks", "test_canary.py standards/test_desk_net.py"),
            Line("I-3", "0 foreign choices", "test_foreign_choices.py office/test_generic.py"),
            Line("I-5", "every table, 0 rows", "office/test_row_security.py", POSTGRES),
            Line(
                "I-6",
                "an allow-list with reasons",
                "office/test_tenancy.py "
                f"{HOUSE}::test_rows_without_a_scope_are_asked_for_only_where_the_reason_stands",
            ),
            Line(
                "I-7",
                "10 000 mixed requests of 20 bodies through the same two workers, 0 mixed answers",
                "test_mixed_bodies.py",
                lacking="no caching proxy stands here: the answers say no-store (H-2)",
            ),
            Line("I-8", "no word, nobody else", f"{LETTERS} trustbox/test_reminders.py"),
            Line(
                "I-9",
                "codes, tickets and links once, for one",
                "office/test_one_time_codes.py office/test_tickets.py office/test_public.py",
            ),
            Line("I-10", "the same answer", lacking="names of accounts are asked at sign-in alone (S-4)"),
            Line("I-11", "the others byte for byte", lacking="a backup holds every body"),
            Line(
                "I-12",
                "0 traces in lists, counts, search, audit, mail",
                "office/test_wall_net.py trustbox/test_counts.py trustbox/test_stand_ins.py "
                "trustbox/test_pages.py",
            ),
        ),
    ),
    Family(
        "V",
        "identity vault",
        "a name opens by a request in force alone",
        (
            Line("V-1 V-3 V-4 V-5 V-6 V-8", "10 000 sequences, 0 names", "office/test_wall_net.py"),
            Line(
                "V-2",
                "nothing of a sender in the memory of the server after half a minute",
                "trustbox/test_served.py office/test_clear_text.py",
                lacking="the staff's side by its rule, not by reading its memory",
            ),
            Line("V-7", "10 000 matters, 20 kills", "office/test_wall_keys.py office/test_guesses.py"),
        ),
    ),
    Family(
        "P",
        "anonymity",
        "nothing of a sender stays",
        (
            Line(
                "P-1 P-2 P-3 P-4 P-8",
                "the whole install searched",
                "trustbox/test_anonymity.py trustbox/test_served.py office/test_log_lines.py",
            ),
            Line(
                "P-5", "80 samples, 0 words of who made them", "office/test_cleaning.py office/test_opened.py"
            ),
            Line("P-6 P-7", "1 000 000 codes and guesses, times alike", "trustbox/test_anonymity.py"),
            Line("P-9", "without script, a light page", "trustbox/test_citizen.py office/test_public.py"),
        ),
    ),
    Family(
        "U",
        "inputs",
        "whatever is typed or brought: an answer, never an error page",
        (
            Line(
                "U-1",
                "100 000 cases, 0 errors, 0 over 2 s, nothing half-saved",
                "test_fuzzed_forms.py test_filled_forms.py test_far_numbers.py",
            ),
            Line(
                "U-2",
                "spoilt files are read or refused",
                "risks/test_imports.py::test_a_file_with_flipped_bytes_is_read_or_refused "
                "risks/test_imports.py::test_a_sound_zip_with_spoilt_xml_is_read_or_refused "
                "office/test_reading_room.py",
                lacking="some hundreds of files of the list of risks, not 100 000 of every importer",
            ),
            Line("U-3 U-5", "bombs and disguises refused", "office/test_cleaning.py office/test_files.py"),
            Line(
                "U-4",
                "names have no say",
                "office/test_files.py::test_name_has_no_say_in_where_the_bytes_lie",
            ),
            Line(
                "U-6",
                "no text is markup",
                f"{HOUSE}::test_text_is_never_marked_safe_without_a_reason "
                "test_controls.py::test_without_escaping_the_page_client_sees_a_stranger_s_script",
                lacking="by the code and by a control; not 60 vectors on every page",
            ),
            Line(
                "U-7 U-8",
                "40 papers of each kind and 300 lists of each form, out and in again",
                "office/test_round_trips.py test_forms_come_back.py",
            ),
        ),
    ),
    Family(
        "X",
        "exports",
        "texts alone, declared columns alone",
        (
            Line("X-1 X-2", "0 formulas, nothing hidden, no author", "office/test_sheets.py"),
            Line(
                "X-3",
                "the declared columns",
                "trustbox/test_verifier.py::test_export_shows_only_the_declared_columns",
            ),
        ),
    ),
    Family(
        "R",
        "papers",
        "nothing fetched, nothing endless, every letter there",
        (
            Line(
                "R-1 R-2 R-3",
                "vectors, limits, letters, tags",
                "office/test_printing.py office/test_unprintable.py",
            ),
            Line("R-4", "the bytes that were frozen", "office/test_registration.py office/test_workflow.py"),
        ),
    ),
    Family(
        "S",
        "accounts and sessions",
        "strangers guess in vain, people enter",
        (
            Line(
                "S-1",
                "10 000 wrong passwords; known people enter",
                "office/test_known_devices.py office/test_sign_in.py",
            ),
            Line("S-2", "no code twice", "office/test_one_time_codes.py office/test_first_sign_in.py"),
            Line("S-3", "old sessions end", "office/test_known_devices.py office/test_lost_factors.py"),
            Line(
                "S-4",
                "one answer",
                "office/test_accounts.py::test_wrong_name_and_wrong_password_are_answered_alike",
                lacking="the words are compared, not the times",
            ),
            Line(
                "S-5 S-6",
                "0 off-site, 0 without a token",
                "office/test_accounts.py test_controls.py::test_without_the_token_check_a_strange_page_posts",
            ),
            Line(
                "S-7",
                "refused at the next press",
                "office/test_moves.py::test_right_withdrawn_today_moves_nothing",
            ),
        ),
    ),
    Family(
        "H",
        "headers",
        "the exact set on every page",
        (
            Line(
                "H-1 H-2",
                "every page of every route",
                f"{ROUTES}::test_right_role_opens_its_own_rows test_controls.py",
            ),
            Line(
                "H-3", "no datum in an address or a log", "office/test_log_lines.py trustbox/test_citizen.py"
            ),
            Line("H-4", "every broken setting named", "office/test_settings_checks.py"),
        ),
    ),
    Family(
        "E",
        "edits",
        "two people, two presses: nothing lost, nothing twice",
        (
            Line("E-1 E-2", "every form has version and key", f"office/test_generic.py {HOUSE}"),
            Line("E-3", "what was seen is approved", "office/test_considered_words.py test_approved.py"),
            Line(
                "E-4",
                "every role × move × state",
                "office/test_moves.py",
                lacking="no random walks of 50 steps",
            ),
        ),
    ),
    Family(
        "K",
        "clocks",
        "terms by the law, numbers by order",
        (
            Line(
                "K-1 K-3", "a clock behind writes nothing", "office/test_clock_order.py office/test_clock.py"
            ),
            Line("K-2", "20 000 calendars, a second reckoning", "office/test_workdays.py"),
        ),
    ),
    Family(
        "L",
        "load",
        "few questions, floods kept apart",
        (
            Line(
                "L-1 L-2 L-3 L-6",
                "50 requests a second",
                lacking="./portal bench on a quiet machine; docs/speed.md",
            ),
            Line("L-4", "30 of 30 honest people behind a flood", "trustbox/test_tray.py"),
            Line(
                "L-5", "as many queries for thirty rows as for one", "test_queries.py office/test_generic.py"
            ),
        ),
    ),
    Family(
        "D",
        "migrations",
        "a kept install goes on",
        (
            Line("D-1", "the kept installs", "test_upgrade.py test_databases.py"),
            Line("D-2", "killed up to 30 times it goes on; half way is refused in words", "test_upgrade.py"),
            Line(
                "D-3 D-4",
                "a million rows; a rolling restart",
                lacking="one process is restarted after migrate",
            ),
        ),
    ),
    Family(
        "B",
        "backup and restore",
        "byte for byte, no number twice",
        (
            Line(
                "B-1", "20 bodies, 100 000 entries, 20 000 files, 16 writers", "office/test_restore_drill.py"
            ),
            Line(
                "B-2 B-3 B-6",
                "each refused with its reason",
                "office/test_backup.py office/test_restore_roles.py",
            ),
            Line("B-4", "no number twice", "office/test_restore_epoch.py"),
            Line("B-5", "named by the status", "office/test_status.py office/test_remote_backup.py"),
            Line("B-7", "a person with the printed page", lacking="done by a person, with docs/restore.md"),
        ),
    ),
    Family(
        "W",
        "accessibility",
        "0 faults on every page, in both languages",
        (
            Line("W-1", "every page, 0 faults; planted ones found", "browser/test_axe.py", BROWSER),
            Line("W-2", "the keyboard alone", lacking="the stories of the browser use keys and pointer"),
            Line("W-3", "both languages alike", "browser/test_axe.py", BROWSER),
        ),
    ),
    Family(
        "Q",
        "supply",
        "locked by digest, every package with its licence",
        (
            Line("Q-1", "every locked package with version and licence", "test_supply.py", ("sqlite",)),
            Line("Q-2", "the same twice", lacking="nothing is built: the code is what is installed"),
            Line("Q-3", "install, serve, install again", "test_setup.py office/test_production.py", POSTGRES),
        ),
    ),
)
