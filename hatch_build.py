"""Builds what a wheel carries but git does not: the assets (by build.mjs) and the compiled translations."""

import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):
    """Runs before the wheel is packed; an editable installation takes what `./dev` has built."""

    def initialize(self, version: str, build_data: dict) -> None:
        if version == "editable":
            return
        if not Path(self.root, "node_modules").is_dir():
            subprocess.run(["npm", "ci"], cwd=self.root, check=True)
        subprocess.run(["node", "build.mjs"], cwd=self.root, check=True)
        subprocess.run([sys.executable, "catalogues.py"], cwd=self.root, check=True)
