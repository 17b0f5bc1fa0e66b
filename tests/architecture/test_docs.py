"""Each command that README and docs name is run by a test, by CI, or by hand for a reason that stands here."""

import re
import subprocess
from pathlib import Path

import pytest
from tests.architecture.code import ROOT, functions_of, text_of
from tests.architecture.docs import DOCS, commands

UP, COMPOSE, PARKED = "tests/e2e/test_up.py", "tests/e2e/test_compose.py", "tests/integration/test_parked.py"
PAST = "tests/integration/test_backfill.py"
SMALL, BOOT = "tests/e2e/test_commands.py", "tests/integration/test_boot.py"

ACCOUNTS = "tests/integration/test_account_commands.py"
TRAINING = "tests/property/classify/test_learning.py::test_the_command_trains_and_evaluates"
TAKING = "tests/integration/test_taking_commands.py::test_a_table_is_taken_once_and_one_by_hand"
AUDIT = "tests/unit/casework/audit/test_audit_commands.py"
REPORTS = "tests/integration/test_reports.py::test_figures_stay_as_they_were_counted_and_can_be_counted_so_again"
VERDICTS = "tests/integration/test_verdicts.py::test_verdicts_become_rows_once_whoever_of_two_replicas_takes_them"
MODELS = "tests/integration/test_models.py::test_running_replicas_take_a_promoted_model_over_and_give_it_back"
SHADOW = "tests/integration/test_shadow.py::test_a_candidate_judges_beside_and_its_differences_are_counted_and_listed"
AGAIN = "tests/integration/test_reassess.py::test_killed_in_the_middle_it_goes_on_and_each_is_told_once"
RUN_BY = {
    "make run": f"{UP}::test_ctrl_c_during_the_start_leaves_nothing",
    "make demo": "tests/e2e/test_demo.py::test_the_sample_day_is_complete_and_nothing_is_double",
    "haichieu ingest sources show": (
        "tests/integration/test_source_commands.py::test_adding_tries_first_and_what_people_say_is_kept"
    ),
    "haichieu ingest sources list": (
        "tests/integration/test_source_commands.py::test_adding_tries_first_and_what_people_say_is_kept"
    ),
    "haichieu bodies list": (
        "tests/unit/casework/directory/test_body_commands.py::test_the_packaged_table_can_be_asked_without_a_database"
    ),
    "haichieu clocks list": ("tests/unit/casework/clocks/test_clock_commands.py::test_list_shows_the_rules_of_a_day"),
    "haichieu clocks reminders --event RULE --at …": (
        "tests/unit/casework/clocks/test_clock_commands.py::test_reminders_explains_who_is_told_when_and_who_is_not"
    ),
    "haichieu letter render CASE.json --kind KIND -o FILE.docx": (
        "tests/unit/casework/letters/test_letter_commands.py::test_the_example_renders_and_says_what_it_stands_on"
    ),
    "haichieu letter list CASE": "tests/integration/test_letter_archive.py::test_the_kept_letters_are_listed_and_shown",
    "haichieu report count": REPORTS,
    "haichieu report check REPORT": REPORTS,
    "python -m casework.letters.build_templates": (
        "tests/unit/casework/letters/test_templates.py::test_the_script_writes_them_and_refuses_a_layout_outside_the_decree"
    ),
    "haichieu audit verify FILE.zip": f"{AUDIT}::test_whole_is_0_broken_is_1_and_no_export_is_2",
    "haichieu audit verify": f"{AUDIT}::test_whole_is_0_broken_is_1_and_no_export_is_2",
    "haichieu audit export": "tests/integration/test_audit.py::test_an_export_from_the_database_proves_itself",
    "haichieu audit export CASE -o FILE.zip --snapshots --reason WHY": (
        "tests/integration/test_snapshots_in_exports.py::"
        "test_every_look_at_the_case_s_publications_comes_along_under_its_hash"
    ),
    "haichieu accounts add NAME --role …": ACCOUNTS,
    "haichieu accounts reset-password NAME": ACCOUNTS,
    "make check": ".ci/run",
    "make test": ".ci/run",
    "make test KAFKA=apache": ".ci/run",
    "deploy/apt.sh": ".ci/run",
    "haichieu doctor": "tests/e2e/test_doctor.py::test_doctor_finds_this_machine_able_to_run_the_stack",
    "haichieu ingest parse FILE [--url U] [--content-type T]": (
        f"{SMALL}::test_parse_reads_what_it_is_given_and_refuses_what_is_nothing"
    ),
    "haichieu ingest import FILE.csv [--dry-run]": TAKING,
    "haichieu ingest add --outlet-id ID --outlet-name NAME --address URL --title TITLE": TAKING,
    "haichieu ingest backfill SOURCE": f"{PAST}::test_an_archive_is_read_in_and_a_kill_in_the_middle_costs_nothing",
    "haichieu ingest replay OUTLET-ID DAY": (
        f"{PAST}::test_an_archive_file_is_taken_without_a_visit_and_a_day_of_it_replayed"
    ),
    "haichieu ingest evidence PUBLICATION --reason WHY -o FILE.warc.gz": (
        "tests/integration/test_evidence_command.py::test_a_file_of_evidence_is_written_by_the_command"
    ),
    "haichieu classify < publications.jsonl": f"{SMALL}::test_classify_judges_a_file_of_publications",
    "haichieu classify evaluate FILE…": TRAINING,
    "haichieu classify evaluate FILE --floors FLOORS": (
        "tests/unit/classify/test_quality.py::test_a_worse_model_is_refused_and_the_figures_are_named"
    ),
    "haichieu classify train --data DIR": TRAINING,
    "haichieu classify train": TRAINING,
    "haichieu classify verdicts export -o FILE": VERDICTS,
    "haichieu classify promote FILE": MODELS,
    "haichieu classify shadow FILE": SHADOW,
    "haichieu classify shadow report": SHADOW,
    "haichieu classify shadow stop": SHADOW,
    "haichieu classify reassess --since DAY": AGAIN,
    "haichieu classify reassess": AGAIN,
    "haichieu classify rollback": MODELS,
    "haichieu classify models": MODELS,
    "python -m classify.grouping.weigh FILE.jsonl.gz… -o rarity.bin": (
        "tests/unit/classify/grouping/test_quality.py::"
        "test_what_is_common_weighs_less_and_the_table_is_the_same_each_time"
    ),
    "python -m tests.bench.grouping_quality FILE…": (
        "tests/unit/classify/grouping/test_quality.py::test_files_of_pairs_and_of_clusters_are_measured"
    ),
    "haichieu group < publications.jsonl": (
        "tests/unit/classify/grouping/test_group_cli.py::"
        "test_one_line_each_in_the_same_order_named_after_the_first_published"
    ),
    "haichieu parked list": f"{PARKED}::test_the_commands_of_a_real_service_and_of_the_stack",
    "haichieu parked show ID": f"{PARKED}::test_the_commands_of_a_real_service_and_of_the_stack",
    "haichieu parked replay ID": f"{PARKED}::test_the_commands_of_a_real_service_and_of_the_stack",
    "haichieu parked drop ID": f"{PARKED}::test_the_commands_of_a_real_service_and_of_the_stack",
    "python -m <service> parked list": f"{PARKED}::test_the_commands_of_a_real_service_and_of_the_stack",
    "python -m <service> parked": f"{PARKED}::test_the_commands_of_a_real_service_and_of_the_stack",
    "python -m <service> serve": f"{BOOT}::test_all_four_start_answer_notice_a_dead_mongo_recover_and_stop",
    "python -m <service> settings": f"{SMALL}::test_a_service_prints_its_settings_and_what_it_sends_and_receives",
    "python -m <service> asyncapi": f"{SMALL}::test_a_service_prints_its_settings_and_what_it_sends_and_receives",
    "python -m <service> topics": f"{UP}::test_a_person_sees_the_case_its_chain_of_events_and_the_mail",
    "python -m tests.contract.regenerate": (
        "tests/contract/test_regenerate.py::test_regenerating_writes_what_is_agreed_already"
    ),
    "deploy/env/secrets.sh": f"{COMPOSE}::test_the_script_makes_every_secret_once_and_closes_the_folder",
    "cp deploy/env/.env.example .env": f"{SMALL}::test_what_is_to_be_copied_is_there",
    "promtool test rules deploy/prometheus/alerts.test.yml": f"{COMPOSE}::test_promtool_agrees",
}

ENGINE = f"needs a Docker engine and images; {COMPOSE} checks the file, docs/compose.md says what was seen"
WHOLE_MACHINE = f"minutes, and the machine for itself; its words: {SMALL}::test_bench_is_the_bench_of_the_repository"
BY_HAND = {
    "make bench": WHOLE_MACHINE,
    "haichieu bench": WHOLE_MACHINE,
    "haichieu bench latency --backfill [NUMBER]": WHOLE_MACHINE,
    "python -m tests.bench writes": WHOLE_MACHINE,
    "make chaos": "is a test itself, of minutes: tests/chaos/test_kills.py",
    "docker compose up --wait": ENGINE,
    "docker compose up --build -d --wait": ENGINE,
    "docker compose up -d --force-recreate mongo-init SERVICE": ENGINE,
    "docker compose run --rm --build count": ENGINE,
    "docker compose down -v": ENGINE,
}


def test_every_command_is_run_somewhere_and_none_here_is_forgotten_there() -> None:
    assert commands() == RUN_BY.keys() | BY_HAND.keys()


@pytest.mark.parametrize("command", RUN_BY)
def test_what_runs_it_is_there_and_speaks_of_it(command: str) -> None:
    name, _, function = RUN_BY[command].partition("::")
    path = ROOT / name
    assert path.is_file()
    assert not function or function in {found.name for found in functions_of(path)}
    said = text_of(path) + text_of(ROOT / "tests" / "e2e" / "command.py")
    # Placeholders (ID, <service>), options and names of files are the test's own.
    words = [word for word in command.split()[1:] if re.fullmatch(r"[a-z]+", word)]
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("reason", sorted(set(BY_HAND.values())))
def test_what_a_reason_refers_to_is_there(reason: str) -> None:
    for name in re.findall(r"(?:tests|docs)/[\w/.]+\.(?:py|md)", reason):
        assert (ROOT / name).is_file()


@pytest.mark.parametrize("command", sorted(command for command in commands() if command.startswith("make ")))
def test_make_knows_the_target(command: str) -> None:
    words = ["make", "--dry-run", *command.split()[1:]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    programs = set(re.findall(r"\.venv/bin/\S+|deploy/\S+\.sh", done.stdout))
    assert programs
    assert all(Path(ROOT / program).exists() for program in programs)


def test_ci_runs_the_suites_on_both_brokers() -> None:
    lines = text_of(ROOT / ".ci" / "run").splitlines()
    assert [line for line in lines if line.startswith(("make", "deploy"))] == [
        "deploy/apt.sh",
        "make check",
        "make test",
        "make test KAFKA=apache",
    ]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text_of(page))
    assert [link for link in links if not (page.parent / link).exists()] == []
