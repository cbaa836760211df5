"""Rounds over many people or organisations: review, rating, opinions, inspection."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _record() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    ]


def upgrade() -> None:
    op.create_table(
        "round_",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("opened", sa.String(), nullable=False),
        sa.Column("closed", sa.String(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        *_record(),
    )
    op.create_index(op.f("ix_round__owner"), "round_", ["owner"], unique=False)
    op.create_index(op.f("ix_round__what"), "round_", ["what"], unique=False)
    op.create_table(
        "round_item",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        *_record(),
    )
    op.create_index(op.f("ix_round_item_owner"), "round_item", ["owner"], unique=False)
    op.create_index(op.f("ix_round_item_person"), "round_item", ["person"], unique=False)
    op.create_index(op.f("ix_round_item_round"), "round_item", ["round"], unique=False)


def downgrade() -> None:
    op.drop_table("round_item")
    op.drop_table("round_")
