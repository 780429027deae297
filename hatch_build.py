"""Compile the message catalogues while the wheel (or an editable install) is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Writes a .mo beside every .po below src, so that an installation needs no gettext tools."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from tools.catalogue import compile_all

        compile_all(Path(self.root, "src"))
