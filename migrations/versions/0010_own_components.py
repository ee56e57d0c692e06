"""A municipality's own components of variance, and what of them and of the rubric's versions a release rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_components",
        _key("municipality"),
        _key("term"),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "term_id", name=op.f("pk_own_components")),
    )
    op.add_column("release", sa.Column("n_rubrics", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("release", sa.Column("components", sa.JSON(), nullable=True))


def _key(target: str) -> sa.Column:
    of = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_own_components_{target}_id_{target}"))
    return sa.Column(f"{target}_id", sa.Uuid(), of, nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.drop_column("components")
        table.drop_column("n_rubrics")
    op.drop_table("own_components")
