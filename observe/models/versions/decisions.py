"""Decides about each arrival of a batch, from what is known alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from observe.models.versions.bodies import Fault
from observe.models.versions.envelopes import Arrival, Carrier
from observe.models.versions.judge import Knowledge, is_clock_doubted
from observe.models.versions.known import Known, Record


@dataclass(slots=True)
class Decision:
    arrival: Arrival
    status: str
    """stored or quarantined, of a new one: that is what will be written."""
    fault: Fault | None = None
    seq: int | None = None
    """Where the store has it; None as long as it is not written."""
    is_new: bool = False
    kind: str = ""
    """Of its event, where that is not its status."""
    same_as: "Decision | None" = None
    """An earlier element of the same batch with the same vid and bytes."""


def decide(arrivals: Sequence[Arrival], known: Known, knowledge: Knowledge, carrier: Carrier) -> list[Decision]:
    """One decision an arrival, in order. Of two contents under one vid the first that is stored counts."""
    taken: dict[object, Decision] = {}
    teachers = teachers_of(known)
    decisions = []
    for arrival in arrivals:
        decision = _in_this_batch(arrival, taken) or _decided(arrival, known, knowledge, carrier)
        if decision.is_new and decision.status == "stored":
            decision = _of_one_teacher(decision, teachers)
        if decision.is_new:
            taken.setdefault((arrival.vid_text, arrival.sha256), decision)
            if decision.status == "stored":
                taken.setdefault(arrival.vid, decision)
        decisions.append(decision)
    return decisions


def _in_this_batch(arrival: Arrival, taken: dict[object, Decision]) -> Decision | None:
    twin = taken.get((arrival.vid_text, arrival.sha256))
    if twin:
        return Decision(arrival, "already", same_as=twin)
    if arrival.vid and arrival.vid in taken:
        return _set_aside(arrival, _OTHER_CONTENT)
    return None


def _decided(arrival: Arrival, known: Known, knowledge: Knowledge, carrier: Carrier) -> Decision:
    if arrival.is_too_big:
        return Decision(arrival, "too_big")
    there = known.versions.get(arrival.vid)
    if there and there[0] == arrival.sha256:
        return Decision(arrival, "already", seq=there[1])
    if arrival.record in known.erased or arrival.vid_text in known.erased_vids:
        return Decision(arrival, "erased")
    aside = known.quarantined.get((arrival.vid_text, arrival.sha256))
    if aside:
        status = "already" if aside.is_resolved else "quarantined"
        return Decision(arrival, status, Fault(aside.code, aside.detail), aside.seq)
    if there:
        return _set_aside(arrival, _OTHER_CONTENT)
    return judged(arrival, known, knowledge, carrier.is_server)


def judged(arrival: Arrival, known: Known, knowledge: Knowledge, is_server: bool = False) -> Decision:
    """Whether a version that is not here yet is stored or set aside; its flags are noted on the way."""
    arrival.first_at = min([arrival.received_at, *(node.received_at for node in known.nodes.get(arrival.record, ()))])
    fault = arrival.fault or knowledge.verdict(arrival, is_server)
    if fault:
        return _set_aside(arrival, fault)
    body = arrival.body
    is_doubted = is_clock_doubted(body.observed_at, arrival.first_at, body.is_day_confirmed)
    if is_doubted and "clock" not in arrival.flags:
        arrival.flags.append("clock")
    return Decision(arrival, "stored", is_new=True)


def teachers_of(known: Known) -> dict[Record, UUID]:
    """Whom each record is about, where it names somebody."""
    return {record: node.teacher_id for record, nodes in known.nodes.items() for node in nodes if node.teacher_id}


def moves_teacher(arrival: Arrival, teachers: Mapping[Record, UUID]) -> bool:
    """Whether it would take a record from the teacher whom it is about: what was shared with one is not another's."""
    body, teacher = arrival.body, teachers.get(arrival.record)
    return bool(teacher) and body.is_put and not body.is_draft and body.teacher_id != teacher


def _of_one_teacher(decision: Decision, teachers: dict[Record, UUID]) -> Decision:
    arrival = decision.arrival
    if moves_teacher(arrival, teachers):
        return _set_aside(arrival, _OTHER_TEACHER)
    if arrival.body.teacher_id and not arrival.body.is_draft:
        teachers[arrival.record] = arrival.body.teacher_id
    return decision


_OTHER_TEACHER = Fault("invalid_field", "payload.teacher changes; withdraw and make a new record.")
_OTHER_CONTENT = Fault("other_content", "Another content is stored under this vid; the first one counts.")


def _set_aside(arrival: Arrival, fault: Fault) -> Decision:
    return Decision(arrival, "quarantined", fault, is_new=True)
