"""The shape of an observation's payload, schema 1, by part: each is checked in one pass, because forty small checks
cost ten times as much on the push path.

A check returns None or the first fault, naming the field as a path: ``payload.notes[2].minute is -1``. May not be
imported here: anything that asks the database.
"""

from observe.models.versions.payloads.fitting import levels_of, rubric_fault
from observe.models.versions.payloads.voices import voice_fault
from observe.models.versions.payloads.whole import payload_fault

__all__ = ["levels_of", "payload_fault", "rubric_fault", "voice_fault"]
