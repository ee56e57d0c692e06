"""A school's term in one row, the marks of rows that are behind, and the figures of all schools."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dirty_mark",
        *_place("dirty_mark"),
        sa.PrimaryKeyConstraint("school_id", "term_id", name=op.f("pk_dirty_mark")),
    )
    op.create_index(op.f("ix_dirty_mark_municipality_id"), "dirty_mark", ["municipality_id"])
    op.create_table(
        "rollup",
        *_place("rollup"),
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("is_released", sa.Boolean(), nullable=False),
        sa.Column("n_lessons", sa.Integer(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "term_id", "rubric_hash", name=op.f("pk_rollup")),
    )
    columns = ["municipality_id", "term_id", "rubric_hash"]
    op.create_index(op.f("ix_rollup_municipality_id_term_id_rubric_hash"), "rollup", columns)
    op.create_table(
        "municipal_rollup",
        *_place("municipal_rollup")[1:],
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("is_released", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "municipality_id", "term_id", "rubric_hash", "is_released", name=op.f("pk_municipal_rollup")
        ),
    )


def _place(table: str) -> list[sa.Column]:
    """Columns for a school, a term and their municipality."""

    def key(name: str, target: str) -> sa.Column:
        of = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
        return sa.Column(name, sa.Uuid(), of, nullable=False)

    return [key("school_id", "school"), key("term_id", "term"), key("municipality_id", "municipality")]


def downgrade() -> None:
    for table in ("municipal_rollup", "rollup", "dirty_mark"):
        op.drop_table(table)
