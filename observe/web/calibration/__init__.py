"""Calibration: cases to rate alone, the reference afterwards, and how far a school's observers agree."""

from observe.web.calibration import views  # noqa: F401 (opens its addresses)
from observe.web.calibration.room import blueprint

__all__ = ["blueprint"]
