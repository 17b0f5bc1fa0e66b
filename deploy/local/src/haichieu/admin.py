"""The first administrator of the local stack, and where the sample day's passwords are kept."""

from pathlib import Path

ADMIN, ADMIN_FILE, KEPT = "quan-tri", "first-admin.txt", "accounts.json"


def admin_env(data: Path) -> dict[str, str]:
    return {"CASEWORK_FIRST_ADMIN": ADMIN, "CASEWORK_FIRST_ADMIN_FILE": str(data / ADMIN_FILE)}
