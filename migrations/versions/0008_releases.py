"""Releases of a term's figures, frozen, and the acts that open them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=False),
        sa.Column("n_observations", sa.Integer(), nullable=False),
        sa.Column("n_teachers", sa.Integer(), nullable=False),
        sa.Column("n_observers", sa.Integer(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_release_municipality_id_municipality"
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_release_school_id_school"),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name="fk_release_term_id_term"),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name="fk_release_made_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("school_id", "term_id", "rubric_hash", name="uq_release_school_id_term_id_rubric_hash"),
    )
    op.create_index("ix_release_municipality_id_term_id", "release", ["municipality_id", "term_id"])
    op.create_table(
        "release_opening",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("audience IN ('leadership', 'staff', 'administration')", name="ck_release_opening_audience"),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_opening_release_id_release"),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name="fk_release_opening_opened_by_id_person"),
        sa.PrimaryKeyConstraint("release_id", "audience", name="pk_release_opening"),
    )


def downgrade() -> None:
    op.drop_table("release_opening")
    op.drop_index("ix_release_municipality_id_term_id", table_name="release")
    op.drop_table("release")
