"""Keeps the halves of pairs beside the observations: a view of the set, as these are."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, tuple_, update

from observe.models.bulk import insert_rows
from observe.models.levels import RubricShape, pack
from observe.models.pairs import PairHalf
from observe.models.versions.feed import Event
from observe.models.versions.judge import Knowledge
from observe.models.versions.known import Record
from observe.models.versions.payloads.pair import holds, locked_levels, pair_fault
from observe.models.versions.projection import View, shapes_of
from observe.models.versions.standings import Half, standings_of

_COLUMNS = [getattr(PairHalf, name) for name in Half._fields]
Row = Mapping[str, object]


def write_halves(
    connection: Connection, municipality_id: UUID, views: Sequence[View], rows: Sequence[Row],
    knowledge: Knowledge, actor_id: UUID | None = None,
) -> list[Event]:  # fmt: skip
    """Write the halves of these records anew; returns an event for each other record whose standing changed by that.

    ``rows[i]`` is the observation row of ``views[i]``. Costs nothing where none is paired or written again.
    """
    touched = [(view, row) for view, row in zip(views, rows, strict=True) if _may_have_half(view)]
    if not touched:
        return []
    records = [view.record for view, _ in touched]
    codes = codes_of(connection, records)
    shapes = shapes_of(connection, municipality_id, [view for view, _ in touched], knowledge)
    made = [_half(view, row, shapes) for view, row in touched if _is_half(view)]
    connection.execute(delete(PairHalf).where(tuple_(PairHalf.author_id, PairHalf.rid).in_(records)))
    insert_rows(connection, PairHalf.__table__, made)
    codes |= {view.body.payload["pair"]["code"] for view, _ in touched if _is_half(view)}
    return stand_anew(connection, municipality_id, codes, set(records), actor_id)


def codes_of(connection: Connection, records: Iterable[Record]) -> set[str]:
    here = tuple_(PairHalf.author_id, PairHalf.rid).in_(list(records))
    return set(connection.scalars(select(PairHalf.code).where(here)))


def stand_anew(
    connection: Connection, municipality_id: UUID, codes: set[str], own: set[Record], actor_id: UUID | None = None
) -> list[Event]:
    """Say anew how the halves with these codes stand; events ``paired`` for those that changed and are not ``own``."""
    if not codes:
        return []
    query = select(*_COLUMNS).where(PairHalf.municipality_id == municipality_id, PairHalf.code.in_(codes))
    by_code: dict[str, list[Half]] = {}
    for row in connection.execute(query.order_by(PairHalf.author_id, PairHalf.rid)):
        by_code.setdefault(row.code, []).append(Half._make(row))
    changed = [
        (half, standing, is_open)
        for halves in by_code.values()
        for half, (standing, is_open) in zip(halves, standings_of(halves), strict=True)
        if (standing, is_open) != (half.standing, half.is_open)
    ]
    for half, standing, is_open in changed:
        keys = {"author": half.author_id, "record": half.rid, "new_standing": standing, "open_now": is_open}
        connection.execute(_STAND, keys)
    return [
        Event("paired", half.author_id, half.rid, actor_id=actor_id)
        for half, standing, _ in changed
        if (half.author_id, half.rid) not in own and standing != half.standing
    ]


_STAND = (
    update(PairHalf)
    .where(PairHalf.author_id == bindparam("author"), PairHalf.rid == bindparam("record"))
    .values(standing=bindparam("new_standing"), is_open=bindparam("open_now"))
)


def _may_have_half(view: View) -> bool:
    """An earlier version may have been paired, too."""
    return _is_half(view) or len(view.nodes) > 1


def _is_half(view: View) -> bool:
    """What an older release took in as a field that it did not know may be of any shape."""
    payload = view.body.payload
    is_told = bool(payload.get("pair")) and pair_fault(payload) is None
    return is_told and not payload.get("is_practice") and view.body.school_id is not None


def _half(view: View, row: Row, shapes: Mapping[str, RubricShape]) -> tuple[object, ...]:
    """The columns in the table's order; how it stands is said when all with its code are here."""
    payload, pair = view.body.payload, view.body.payload["pair"]
    lock, shape = pair.get("lock"), shapes.get(view.body.rubric)
    locks = {node.pair_lock for node in view.nodes if node.pair_lock}
    is_kept = lock is not None and locks <= {lock["commitment"]} and holds(
        payload, str(view.body.author_id), view.body.rubric
    )  # fmt: skip
    return (
        *view.record, row["municipality_id"], pair["code"], row["school_id"], row["teacher_id"], row["observed_on"],
        row["rubric_hash"], row["arrived_at"], row["is_withdrawn"], lock and lock["commitment"], is_kept,
        pair.get("told"), pack(shape.codes, locked_levels(payload)) if shape else b"", "", False,
    )  # fmt: skip
