"""Read tables: the register across conferences, and what each conference counts for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "held",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("connected", sa.Integer, nullable=False),
        sa.Column("attended", sa.Integer, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("opinions", sa.Integer, nullable=False),
        sa.Column("denunciations", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("room", name="held_room"),
    )
    op.create_table(
        "read_tables",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("form", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="read_tables_name"),
    )
    _opinions()


def _opinions() -> None:
    op.create_table(
        "opinions",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("point", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("petitioners", sa.Integer, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("committee", sa.Text, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("beyond", sa.Boolean, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("coordinating", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answer_text", sa.Text, nullable=False),
        sa.Column("promise", sa.Text, nullable=False),
        sa.Column("answer_by", sa.Text, nullable=False),
        sa.Column("answered_on", sa.Text, nullable=False),
        sa.Column("paper_no", sa.Text, nullable=False),
        sa.Column("paper_day", sa.Text, nullable=False),
        sa.Column("paper_file", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("resolve_by", sa.Text, nullable=False),
        sa.Column("resolved_on", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("outcome_no", sa.Text, nullable=False),
        sa.Column("outcome_day", sa.Text, nullable=False),
        sa.Column("outcome_file", sa.Text, nullable=False),
        sa.Column("forwarded_to", sa.Text, nullable=False),
        sa.Column("forward_by", sa.Text, nullable=False),
        sa.Column("forward_no", sa.Text, nullable=False),
        sa.Column("forward_day", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("into", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("plain", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("room", "id", name="opinions_id"),
    )
    op.create_index("opinions_day", "opinions", ["day", "room", "no", "id"])
    op.create_index("opinions_lead", "opinions", ["lead"])
    op.create_index("opinions_due", "opinions", ["due"])


def downgrade() -> None:
    """Nobody goes back: an older release is restored with its own backup (day.md D27)."""
    raise NotImplementedError
