"""What is shipped as data, Danish and English, each file with its date: rubrics, subjects, word lists, notice draft."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent


@cache
def shipped(name: str) -> Any:
    """The content of a YAML file of this folder, such as ``subjects`` or ``words/da``; read once, not to be changed."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_bytes())


def words() -> dict[str, dict[str, list[str]]]:
    """What the notebook asks about: ``{language: {judgement, generalisation, names, not_names}}``."""
    kinds = ("judgement", "generalisation", "not_names")
    names = shipped("words/names")["names"]
    by_language = {language: shipped(f"words/{language}") for language in ("da", "en")}
    return {
        language: {**{kind: found[kind] for kind in kinds}, "names": names} for language, found in by_language.items()
    }


def shipped_rubrics() -> list[Path]:
    """The rubric files, one a version, by name."""
    return sorted((FOLDER / "rubrics").glob("*.yaml"))


def shipped_cases() -> list[Any]:
    """The banks of calibration cases, one a rubric version: ``{rubric: {key, version}, cases: [...]}``."""
    return [shipped(f"cases/{path.stem}") for path in sorted((FOLDER / "cases").glob("*.yaml"))]


def notice_draft() -> dict[str, str]:
    """The privacy notice to begin with, ``{"da": text, "en": text}``; the municipality publishes its own."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "notice").glob("*.txt"))}
