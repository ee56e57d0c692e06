"""Halves of pairs, and the lock that a version carries."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("version") as table:
        table.add_column(sa.Column("pair_lock", sa.String(64), nullable=True))
    op.create_table(
        "pair_half",
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("rid", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("rubric_hash", sa.String(64), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("told", sa.String(8), nullable=True),
        sa.Column("levels", sa.LargeBinary(), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("author_id", "rid", name="pk_pair_half"),
    )
    op.create_index("ix_pair_half_municipality_id_code", "pair_half", ["municipality_id", "code"])
    op.create_index("ix_pair_half_school_id_observed_on", "pair_half", ["school_id", "observed_on"])


def downgrade() -> None:
    op.drop_table("pair_half")
    with op.batch_alter_table("version") as table:
        table.drop_column("pair_lock")
