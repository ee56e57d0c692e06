"""Who put a tablet out of use, and how much it pushes a minute."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("enrolment") as table:
        table.add_column(sa.Column("retired_by", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("stolen_by", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("counted_from", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("n_pushes", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("enrolment") as table:
        for name in ("n_pushes", "counted_from", "stolen_by", "retired_by"):
            table.drop_column(name)
