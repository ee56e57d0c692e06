"""What pupils answered, packed on the observation; with whom a self-rating is shared, and its form while written."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("observation") as table:
        table.add_column(sa.Column("pupil_voice", sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "self_share",
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("rid", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("shared_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name=op.f("fk_self_share_reader_id_person")),
        sa.PrimaryKeyConstraint("author_id", "rid", "reader_id", name=op.f("pk_self_share")),
    )
    op.create_table(
        "self_draft",
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("rid", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("author_id", "rid", name=op.f("pk_self_draft")),
    )


def downgrade() -> None:
    op.drop_table("self_draft")
    op.drop_table("self_share")
    with op.batch_alter_table("observation") as table:
        table.drop_column("pupil_voice")
