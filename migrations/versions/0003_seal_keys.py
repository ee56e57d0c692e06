"""The keys that sealed versions are opened with, and what was found in them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal_key",
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("point", sa.String(length=87), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_seal_key")),
    )
    for table in ("version", "quarantined"):
        op.add_column(table, sa.Column("opened", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table in ("quarantined", "version"):
        op.drop_column(table, "opened")
    op.drop_table("seal_key")
