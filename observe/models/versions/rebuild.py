"""Makes the views again from the set: what ``observe rebuild`` runs, and what shows that nothing else made them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select, tuple_

from observe.models.observations import Observation
from observe.models.pairs import PairHalf
from observe.models.rollups import mark_all
from observe.models.versions.feed import locked_head
from observe.models.versions.halves import write_halves
from observe.models.versions.judge import Judge
from observe.models.versions.known import all_nodes
from observe.models.versions.projection import views_of, write_views

PAGE = 500


def rebuild(
    connection: Connection,
    *,
    municipality_id: UUID,
    judge: Judge,
    at: datetime,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Write every Observation row of a municipality anew, drop those that no version supports; returns how many stand.

    Holds the counter lock until the caller commits: tablets wait. ``progress(done, of)`` is told of each page.
    """
    locked_head(connection, municipality_id, at)
    nodes = all_nodes(connection, municipality_id)
    knowledge = judge(connection, municipality_id, ())
    stale, records = _rows(connection, municipality_id), list(nodes)
    connection.execute(delete(PairHalf).where(PairHalf.municipality_id == municipality_id))
    for start in range(0, len(records), PAGE):
        page = {record: nodes[record] for record in records[start : start + PAGE]}
        views = views_of(connection, municipality_id, page, {})
        rows = write_views(connection, municipality_id, views, knowledge)
        write_halves(connection, municipality_id, views, rows, knowledge)
        stale -= {view.record for view in views}
        progress(min(start + PAGE, len(records)), len(records))
    _drop(connection, municipality_id, sorted(stale))
    mark_all(connection, municipality_id)
    return len(_rows(connection, municipality_id))


def _rows(connection: Connection, municipality_id: UUID) -> set[tuple[UUID, UUID]]:
    query = select(Observation.author_id, Observation.rid).where(Observation.municipality_id == municipality_id)
    return {(author, rid) for author, rid in connection.execute(query)}


def _drop(connection: Connection, municipality_id: UUID, records: list[tuple[UUID, UUID]]) -> None:
    for start in range(0, len(records), PAGE):
        key = tuple_(Observation.author_id, Observation.rid).in_(records[start : start + PAGE])
        connection.execute(delete(Observation).where(Observation.municipality_id == municipality_id, key))
