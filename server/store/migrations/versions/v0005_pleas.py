"""What an agency reports of its rows and asks for, in the read table."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


COLUMNS = (
    "reported", "report_text", "report_no", "report_day", "report_file",
    "time_of", "time_until", "time_reason", "sent_back",
)  # fmt: skip


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("opinions", sa.Column(name, sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Nobody goes back: an older release is restored with its own backup (day.md D27)."""
    raise NotImplementedError
