"""Lets the sample day's people be made by a process of its own: all of casework's access would stay in memory."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from haichieu.child import ChildError


async def settled(mongo_url: str, data: Path) -> str:
    """Lines that tell how to sign in. Raises ChildError."""
    env = {**os.environ, "HAICHIEU_MONGO_URL": mongo_url}
    command = (sys.executable, "-m", "haichieu.people", str(data))
    # A session of its own: Ctrl-C is for the stack, and this ends by itself.
    process = await asyncio.create_subprocess_exec(*command, env=env, stdout=PIPE, stderr=PIPE, start_new_session=True)
    lines, said = await process.communicate()
    if process.returncode:
        raise ChildError(f"The sample day's accounts could not be made: {said.decode('utf-8', 'replace')[-2000:]}")
    return lines.decode("utf-8").rstrip("\n")
