"""What backups cover."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backup",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("verified_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_backup_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "place", "name", name=op.f("pk_backup")),
    )


def downgrade() -> None:
    op.drop_table("backup")
