"""Committees may keep the book of a cell; a duty that belongs to no case says where it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("keeper", sa.String(), nullable=True))
    op.add_column("duty", sa.Column("place", sa.String(), nullable=True))
    # the derived tables are computed again when the workspace is opened
    op.execute("DELETE FROM meta WHERE key = 'derived'")


def downgrade() -> None:
    op.drop_column("duty", "place")
    op.drop_column("organisation", "keeper")
