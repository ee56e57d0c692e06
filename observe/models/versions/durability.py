"""What of the history is safe even if this disk is lost: covered by a verified backup, or by a synchronous standby.

A backup counts if the (epoch, seq, chain) in its manifest is the chain that this store has at that seq: one of a
history that was lost, or of another home, covers nothing here. Rows repeat what the manifests beside the backups say,
because the processes of the server share nothing but the database.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from observe.models.versions.epochs import chain_at
from observe.models.versions.feed import Head
from observe.models.versions.tables import Backup, FeedEvent


def durable_through(connection: Connection, head: Head | None) -> dict[str, object] | None:
    """``{"epoch", "seq"}``: up to there a second copy exists; None without one. Two queries, three on PostgreSQL.

    ``head`` must have been read before, from committed rows: what a standby has is asked after it.
    """
    if head is None:
        return None
    seq = head.seq if has_standby(connection) else _backed_up(connection, head)
    return None if seq is None else {"epoch": str(head.epoch), "seq": seq}


def _backed_up(connection: Connection, head: Head) -> int | None:
    of_epoch = {"home": head.municipality_id, "epoch": head.epoch, "to": head.seq}
    for seq, chain in connection.execute(_BACKUPS, of_epoch).all():
        if chain_at(connection, head, seq) == chain:
            return seq
    return None


_BACKUPS = (
    select(Backup.seq, Backup.chain)
    .where(
        Backup.municipality_id == bindparam("home"),
        Backup.epoch == bindparam("epoch"),
        Backup.seq <= bindparam("to"),
    )
    .distinct()
    .order_by(Backup.seq.desc())
)


def has_standby(connection: Connection) -> bool:
    """Whether a synchronous standby has on its disk all that is committed here; never so on SQLite.

    Seeing this asks for the role ``pg_monitor``. In the midst of other writes the answer may be no for a moment.
    """
    return connection.dialect.name == "postgresql" and bool(connection.execute(_STANDBY).scalar())


_STANDBY = text(
    "SELECT CASE WHEN pg_is_in_recovery() OR current_setting('synchronous_commit') IN ('off', 'local') THEN false"
    " ELSE EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"
    " AND flush_lsn >= pg_current_wal_flush_lsn()) END"
)


def only_here_since(connection: Connection, head: Head | None) -> datetime | None:
    """When the oldest event came that no backup and no standby covers; None if all are covered."""
    if head is None:
        return None
    through = durable_through(connection, head)
    query = select(FeedEvent.at).where(FeedEvent.municipality_id == head.municipality_id)
    if through:
        query = query.where(FeedEvent.seq > through["seq"])
    return connection.execute(query.order_by(FeedEvent.seq).limit(1)).scalar()


def record_backup(connection: Connection, name: str, place: str, heads: Sequence[Head], verified_at: datetime) -> None:
    """Note a verified backup that covers these heads, once; the caller commits."""
    is_it = (Backup.name == name, Backup.place == place)
    connection.execute(delete(Backup).where(*is_it))
    if heads:
        common = {"name": name, "place": place, "verified_at": verified_at}
        connection.execute(insert(Backup), [head._asdict() | common for head in heads])


def keep_backups(connection: Connection, place: str, names: Collection[str]) -> None:
    """Forget the backups of a place that are gone from it; the caller commits."""
    connection.execute(delete(Backup).where(Backup.place == place, Backup.name.not_in(names)))


def last_verified_at(connection: Connection, municipality_id: UUID) -> datetime | None:
    """When the newest backup that counts anything of this municipality was verified."""
    query = select(Backup.verified_at).where(Backup.municipality_id == municipality_id)
    return connection.execute(query.order_by(Backup.verified_at.desc()).limit(1)).scalar()
