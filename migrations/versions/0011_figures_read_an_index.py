"""The index by school and day holds all that figures look at."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME = "ix_observation_school_id_observed_on"
SHORT = ["school_id", "observed_on"]
WHOLE = [
    *SHORT, "author_id", "rid", "teacher_id", "municipality_id", "kind", "is_practice", "is_withdrawn", "shared_at",
    "share_deadline_at", "subject", "grade_level", "rubric_hash", "levels",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index(NAME, table_name="observation")
    op.create_index(NAME, "observation", WHOLE)


def downgrade() -> None:
    op.drop_index(NAME, table_name="observation")
    op.create_index(NAME, "observation", SHORT)
