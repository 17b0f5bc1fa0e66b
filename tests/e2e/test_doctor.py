"""`haichieu doctor`: what is there, what is missing, and what brings it."""

import hashlib
import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.e2e.command import HOME, haichieu, run

pytestmark = pytest.mark.e2e

MONGOD = "make setup  (needs OpenSSL 3: apt-get install libssl3)"


async def test_doctor_finds_this_machine_able_to_run_the_stack() -> None:
    code, out, _ = await haichieu("doctor", seconds=60)
    assert code == 0, out
    for name in ("Python", "mongod", "broker", "setpriv"):
        assert any(line.startswith("có") and name in line for line in out.splitlines()), out


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout beside a PATH with the shell's own words only."""
    shutil.copytree(HOME / "deploy" / "kafka", tmp_path / "home" / "deploy" / "kafka")
    (tmp_path / "bin").mkdir()
    for word in ("bash", "cut", "dirname", "env", "sed", "setpriv", "sha256sum"):
        (tmp_path / "bin" / word).symlink_to(shutil.which(word) or "")
    return tmp_path


async def examined(bare: Path) -> dict[str, str]:
    """What is missing, each with its cure."""
    where = {"PATH": str(bare / "bin"), "HAICHIEU_HOME": str(bare / "home"), "JAVA_HOME": ""}
    code, out, error = await haichieu("doctor", seconds=60, **where)
    assert (code, error) == (0, ""), "what Apache Kafka and compose need is told, not counted"
    return cures(out)


def cures(out: str) -> dict[str, str]:
    found = re.findall(r"^THIẾU  (.+?)  +.*\n +→ (.+)$", out, re.M)
    assert len(found) == out.count("THIẾU")
    return dict(found)


async def test_what_is_missing_comes_with_its_cure(bare: Path) -> None:
    assert await examined(bare) == {
        "java ≥ 17": "deploy/apt.sh",
        "mvn": "deploy/apt.sh",
        "Apache Kafka": "deploy/kafka/kafka.sh fetch",
        "docker compose": "https://docs.docker.com/engine/install/",
    }


def give(bare: Path, word: str, script: str) -> None:
    (bare / "bin" / word).write_text(f"#!/usr/bin/env bash\n{script}\n")
    (bare / "bin" / word).chmod(0o755)


async def test_java_that_is_too_old_and_jars_of_another_version_are_missing(bare: Path) -> None:
    libs = bare / "home" / ".cache" / "kafka" / "libs"
    libs.mkdir(parents=True)
    pom = (bare / "home" / "deploy" / "kafka" / "pom.xml").read_bytes()
    (libs / "pom.sha256").write_text(hashlib.sha256(pom).hexdigest())
    give(bare, "java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2")
    assert {"java ≥ 17", "Apache Kafka"} <= (await examined(bare)).keys()
    give(bare, "java", "echo 'openjdk version \"17.0.9\" 2023-10-17' >&2")
    assert not {"java ≥ 17", "Apache Kafka"} & (await examined(bare)).keys()
    (libs / "pom.sha256").write_text(hashlib.sha256(b"an older pom.xml").hexdigest())
    assert "Apache Kafka" in await examined(bare)


async def test_wheels_that_are_missing_are_told_and_counted() -> None:
    asked = "import sys; sys.modules['fiftyone'] = None; from haichieu.cli import main; sys.exit(main(['doctor']))"
    code, out, error = await run(sys.executable, "-c", asked, seconds=60, CALF_TANSU_BIN="/nowhere")
    assert (code, error) == (1, "")
    assert cures(out).items() >= {("mongod", MONGOD), ("broker", "make setup")}


async def test_parked_without_a_stack_says_how_to_start_one(tmp_path: Path) -> None:
    code, out, error = await haichieu("parked", "list", seconds=30, HAICHIEU_DATA=str(tmp_path))
    assert (code, out) == (3, "")
    assert "make run" in error


async def test_wrong_words_are_answered_with_usage() -> None:
    code, _, error = await haichieu("no-such-command", seconds=30)
    assert code == 2
    assert "usage" in error
