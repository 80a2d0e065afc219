"""Accounts, and the devices that hold points' seats."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("disabled_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("id", name="accounts_id"),
        sa.UniqueConstraint("key", name="accounts_key"),
    )
    op.create_table(
        "devices",
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("point", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("room", "point", name="devices_seat"),
    )


def downgrade() -> None:
    """Nobody goes back: an older release is restored with its own backup (day.md D27)."""
    raise NotImplementedError
