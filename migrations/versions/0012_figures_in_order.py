"""What figures look at is an index of its own, in the order in which they put lessons together.

What all schools say together is made anew, as it now keeps what the largest schools are worth.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BY_DAY, FIGURES = "ix_observation_school_id_observed_on", "ix_observation_figures"
SHORT = ["school_id", "observed_on"]
BEFORE = [
    *SHORT, "author_id", "rid", "teacher_id", "municipality_id", "kind", "is_practice", "is_withdrawn", "shared_at",
    "share_deadline_at", "subject", "grade_level", "rubric_hash", "levels",
]  # fmt: skip
NOW = [
    "school_id", "teacher_id", "author_id", "subject", "grade_level", "rubric_hash", "observed_on", "kind",
    "is_practice", "is_withdrawn", "shared_at", "share_deadline_at", "municipality_id", "rid", "levels",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index(BY_DAY, table_name="observation")
    op.create_index(BY_DAY, "observation", SHORT)
    op.create_index(FIGURES, "observation", NOW)
    op.execute("DELETE FROM municipal_rollup")


def downgrade() -> None:
    op.drop_index(FIGURES, table_name="observation")
    op.drop_index(BY_DAY, table_name="observation")
    op.create_index(BY_DAY, "observation", BEFORE)
