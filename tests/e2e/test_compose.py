"""docker-compose.yml and what it mounts, read as text: cheap, no engine needed. Bringing it up: docs/compose.md."""

import json
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_settings import BaseSettings

from casework.settings import Settings as CaseworkSettings
from haichieu.sampleday import SampleDay
from ingest.metrics import IngestMetrics
from ingest.settings import Settings as IngestSettings
from notify.settings import Settings as NotifySettings
from shared.contracts.catalogue import CATALOGUE
from shared.ops import settings as ops_settings
from shared.ops.clock import VIETNAM, system_clock
from shared.ops.metrics import Metrics
from shared.ops.settings import Platform

HOME = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((HOME / "docker-compose.yml").read_text("utf-8"))
PARTS: dict[str, dict[str, Any]] = COMPOSE["services"]
ENV = HOME / "deploy" / "env"
PROMETHEUS = HOME / "deploy" / "prometheus"
PROMTOOL = shutil.which("promtool") or shutil.which(HOME / ".cache" / "promtool" / "promtool")
OURS = sorted({spec.emitter for spec in CATALOGUE})
SETTINGS: dict[str, type[BaseSettings]] = {
    "HAICHIEU": Platform,
    "INGEST": IngestSettings,
    "NOTIFY": NotifySettings,
    "CASEWORK": CaseworkSettings,
}


def environment(part: str) -> dict[str, Any]:
    return PARTS[part].get("environment") or {}


def names_of(prefix: str) -> set[str]:
    return {f"{prefix}_{name.upper()}" for name in SETTINGS[prefix].model_fields}


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def test_every_service_of_the_catalogue_is_there_and_waits_for_what_it_needs() -> None:
    assert set(OURS) <= set(PARTS)
    for service in OURS:
        waits = {name: need["condition"] for name, need in PARTS[service]["depends_on"].items()}
        assert waits == {
            "mongo": "service_healthy",
            "kafka": "service_healthy",
            "mongo-init": "service_completed_successfully",
            "topics": "service_completed_successfully",
        }
        assert PARTS[service]["build"]["args"] == {"SERVICE": service}
        assert PARTS[service]["restart"] == "unless-stopped"
        assert PARTS[service]["stop_grace_period"] == "30s"


def has_compose() -> bool:
    words = ["docker", "compose", "version"]
    return bool(shutil.which("docker")) and subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_compose(), reason="docker compose is not here")
def test_compose_itself_reads_the_file() -> None:
    words = ["docker", "compose", "--env-file", str(ENV / ".env.example"), "--profile", "*", "config", "--quiet"]
    done = subprocess.run(words, cwd=HOME, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_names_somebodys_home() -> None:
    files = [HOME / "docker-compose.yml", *(path for path in (HOME / "deploy").rglob("*") if path.suffix != ".pyc")]
    for path in filter(Path.is_file, files):
        assert not re.search(rb"/root\b|/home/", path.read_bytes()), path


def test_a_stop_is_given_longer_than_a_service_takes_for_it() -> None:
    assert Platform().stop_seconds < 30


def test_ports_are_opened_on_the_loopback_only() -> None:
    ports = [port for part in PARTS.values() for port in part.get("ports", ())]
    assert ports
    assert all(str(port).startswith("127.0.0.1:") for port in ports)


def test_kafka_and_mongo_are_reached_from_the_inner_network_only() -> None:
    assert COMPOSE["networks"]["back"]["internal"] is True
    for server in ("kafka", "mongo"):
        assert PARTS[server]["networks"] == ["back"]
        assert "ports" not in PARTS[server]
    assert "back" not in PARTS["prometheus"]["networks"]
    assert environment("kafka")["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_secrets_come_from_files_and_stand_nowhere_else() -> None:
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"${{SECRETS:-./deploy/env/secrets}}/{name}"}
    own = {"CASEWORK_FIRST_ADMIN_PASSWORD", "CASEWORK_OIDC_CLIENT_SECRET"}
    secret_settings = {"HAICHIEU_MONGO_URL", "NOTIFY_SMTP_PASSWORD"} | own
    for part in PARTS:
        assert not secret_settings & environment(part).keys()
    written = [HOME / "docker-compose.yml", HOME / "deploy" / "Dockerfile", *ENV.glob(".env*")]
    for file in written:
        assert not re.search(r"://[^/\s]+:[^/\s]+@|password\s*[:=]\s*\w", file.read_text("utf-8"), re.I), file
    assert (ENV / ".gitignore").read_text("utf-8").split() == ["secrets/"]


def test_each_service_is_given_the_address_of_its_own_database_only() -> None:
    for service in OURS:
        mounted = {secret["source"]: secret["target"] for secret in PARTS[service]["secrets"]}
        urls = {source: target for source, target in mounted.items() if source.startswith("mongo_")}
        assert urls == {f"mongo_url_{service}": "HAICHIEU_MONGO_URL"}
    assert PARTS["count"]["secrets"] == [{"source": "mongo_url_census", "target": "HAICHIEU_MONGO_URL"}]
    known = {name for name in COMPOSE["secrets"] if name.startswith("mongo_url_")}
    assert known <= set(PARTS["mongo-init"]["secrets"])


@pytest.mark.parametrize("part", [*OURS, "topics", "sample", "count"])
def test_every_setting_that_is_given_exists(part: str) -> None:
    allowed = names_of("HAICHIEU") | (names_of(part.upper()) if part.upper() in SETTINGS else set())
    targets = {secret["target"] for secret in PARTS[part].get("secrets", ())}
    assert environment(part).keys() | targets <= allowed


def test_the_example_gives_only_what_the_compose_file_reads() -> None:
    lines = (ENV / ".env.example").read_text("utf-8").splitlines()
    given = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    text = (HOME / "docker-compose.yml").read_text("utf-8")
    passed_on = {name for part in PARTS for name, value in environment(part).items() if value is None}
    assert given - {"COMPOSE_PROFILES"} <= set(re.findall(r"\$\{(\w+)", text)) | passed_on


def test_a_service_reads_its_secrets_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ops_settings, "SECRETS", tmp_path)
    monkeypatch.delenv("HAICHIEU_MONGO_URL", raising=False)
    (tmp_path / "HAICHIEU_MONGO_URL").write_text("mongodb://a:b@mongo/x\n", "utf-8")
    (tmp_path / "NOTIFY_SMTP_PASSWORD").write_text("words", "utf-8")
    assert Platform().mongo_url.get_secret_value() == "mongodb://a:b@mongo/x"
    assert NotifySettings().smtp_password.get_secret_value() == "words"
    monkeypatch.setenv("HAICHIEU_MONGO_URL", "mongodb://elsewhere/")
    assert Platform().mongo_url.get_secret_value() == "mongodb://elsewhere/"


def test_the_script_makes_every_secret_once_and_closes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    script = [str(ENV / "secrets.sh"), str(folder)]
    told = subprocess.run(script, check=True, capture_output=True, text=True, timeout=20).stdout
    made = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    assert not any(value in told for value in made.values() if value)
    random = [value for value in made.values() if value]
    assert len(set(random)) == len(random)
    assert folder.stat().st_mode & 0o077 == 0
    assert subprocess.run(script, check=True, capture_output=True, text=True, timeout=20).stdout == ""


def test_the_images_are_tags_that_stay_and_need_no_frontend() -> None:
    images = [part["image"] for part in PARTS.values()]
    assert all(re.search(r":[\w.]*\d[\w.]*$", image) for image in images)
    dockerfile = (HOME / "deploy" / "Dockerfile").read_text("utf-8")
    assert "# syntax=" not in dockerfile
    assert "<<" not in dockerfile
    uv = re.search(r'"uv==([\d.]+)"', (HOME / "pyproject.toml").read_text("utf-8"))
    assert uv is not None
    assert f"ARG UV_VERSION={uv[1]}\n" in dockerfile
    members = re.findall(r"^COPY (\S+)/pyproject\.toml", dockerfile, re.M)
    assert sorted(members) == sorted(["shared", "deploy/local", *(f"services/{service}" for service in OURS)])


def test_the_tests_run_on_the_kafka_that_is_shipped() -> None:
    pom = (HOME / "deploy" / "kafka" / "pom.xml").read_text("utf-8")
    version = re.search(r"<kafka\.version>([\d.]+)<", pom)
    assert version is not None
    assert PARTS["kafka"]["image"] == f"apache/kafka:{version[1]}"


def test_the_sample_sources_are_the_outlets_of_the_sample_day() -> None:
    rows = json.loads((ENV / "sources.sample.json").read_text("utf-8"))
    feeds = SampleDay(datetime.now(VIETNAM)).feeds("http://sample:8080")
    assert [(row["outlet_id"], row["outlet_name"], row["medium"], row["url"]) for row in rows] == [
        (feed.outlet_key, feed.outlet_name, feed.medium, feed.url) for feed in feeds
    ]


def test_prometheus_watches_every_service_and_reaches_it() -> None:
    config = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text("utf-8"))
    assert config["rule_files"] == ["alerts.yml"]
    watched = {job["job_name"]: job["static_configs"][0]["targets"] for job in config["scrape_configs"]}
    port = environment("ingest")["HAICHIEU_HTTP_PORT"]
    assert watched == {service: [f"{service}:{port}"] for service in OURS}
    for service in OURS:
        assert set(PARTS[service]["networks"]) & set(PARTS["prometheus"]["networks"])


def test_alerts_speak_of_metrics_that_exist() -> None:
    metrics = Metrics("any")
    IngestMetrics(metrics, system_clock)
    families = list(metrics.registry.collect())
    known = {f"{family.name}{end}" for family in families for end in ("", "_total", "_bucket", "_sum", "_count")}
    found = {rule["alert"]: set(re.findall(r"haichieu_\w+", rule["expr"])) for rule in alerts()}
    assert found.pop("ServiceDown") == set()
    assert found
    for alert, metrics in found.items():
        assert metrics, alert
        assert metrics <= known
    for rule in alerts():
        assert rule["annotations"].keys() == {"summary", "action"}


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not here: deploy/apt.sh brings it")
def test_promtool_agrees() -> None:
    for words in (["check", "config", "prometheus.yml"], ["test", "rules", "alerts.test.yml"]):
        done = subprocess.run(
            [str(PROMTOOL), *words], cwd=PROMETHEUS, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tried_both_ways() -> None:
    """promtool tells what is wrong with a trial, not that there is none."""
    trials = yaml.safe_load((PROMETHEUS / "alerts.test.yml").read_text("utf-8"))["tests"]
    asked = [rule for trial in trials for rule in trial.get("alert_rule_test", ())]
    counted = " ".join(
        line["labels"] for trial in trials for e in trial.get("promql_expr_test", ()) for line in e["exp_samples"]
    )
    raised = {rule["alertname"] for rule in asked if "exp_alerts" in rule} | set(
        re.findall(r'alertname="(\w+)"', counted)
    )
    names = {rule["alert"] for rule in alerts()}
    assert raised == names
    assert {rule["alertname"] for rule in asked if "exp_alerts" not in rule} == names
