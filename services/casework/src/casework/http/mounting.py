"""Whole trees of paths."""

import re

from starlette.routing import Mount
from starlette.types import ASGIApp


class Tree(Mount):
    """Starlette's own does not match a path with a line break in it: none of our applications would answer that one."""

    def __init__(self, path: str, app: ASGIApp) -> None:
        super().__init__(path, app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)
