"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "act",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("reopened", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("from_paper", sa.JSON(), nullable=False),
        sa.Column("judged", sa.String(), nullable=True),
        sa.Column("dossier", sa.String(), nullable=True),
        sa.Column("accepted", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_act_case"), "act", ["case"], unique=False)
    op.create_index(op.f("ix_act_owner"), "act", ["owner"], unique=False)
    op.create_table(
        "case_",
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("opened", sa.String(), nullable=False),
        sa.Column("taken_over", sa.Boolean(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_case__owner"), "case_", ["owner"], unique=False)
    op.create_index(op.f("ix_case__person"), "case_", ["person"], unique=False)
    op.create_table(
        "case_standing",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("opened", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_index(op.f("ix_case_standing_owner"), "case_standing", ["owner"], unique=False)
    op.create_index(op.f("ix_case_standing_person"), "case_standing", ["person"], unique=False)
    op.create_index(op.f("ix_case_standing_procedure"), "case_standing", ["procedure"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sign_key", sa.String(), nullable=False),
        sa.Column("open_key", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_certificate_owner"), "certificate", ["owner"], unique=False)
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("case", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("base_date", sa.String(), nullable=True),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_duty_case"), "duty", ["case"], unique=False)
    op.create_index(op.f("ix_duty_due"), "duty", ["due"], unique=False)
    op.create_index(op.f("ix_duty_owner"), "duty", ["owner"], unique=False)
    op.create_table(
        "entry",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("parked", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index(op.f("ix_entry_deed"), "entry", ["deed"], unique=False)
    op.create_index(op.f("ix_entry_kind"), "entry", ["kind"], unique=False)
    op.create_index(op.f("ix_entry_number"), "entry", ["number"], unique=True)
    op.create_index(op.f("ix_entry_record"), "entry", ["record"], unique=False)
    op.create_table(
        "event",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_event_owner"), "event", ["owner"], unique=False)
    op.create_index(op.f("ix_event_person"), "event", ["person"], unique=False)
    op.create_table(
        "exception_paper",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_exception_paper_case"), "exception_paper", ["case"], unique=False)
    op.create_index(op.f("ix_exception_paper_owner"), "exception_paper", ["owner"], unique=False)
    op.create_table(
        "happening",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_happening_date"), "happening", ["date"], unique=False)
    op.create_index(op.f("ix_happening_person"), "happening", ["person"], unique=False)
    op.create_index(op.f("ix_happening_what"), "happening", ["what"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=False),
        sa.Column("check", sa.String(), nullable=False),
        sa.Column("used_by", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meeting",
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=True),
        sa.Column("writer", sa.String(), nullable=True),
        sa.Column("absent", sa.JSON(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_meeting_owner"), "meeting", ["owner"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_organisation_owner"), "organisation", ["owner"], unique=False)
    op.create_table(
        "package",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", "direction"),
    )
    op.create_table(
        "page",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("taken", sa.String(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index(op.f("ix_page_author"), "page", ["author"], unique=False)
    op.create_table(
        "page_entry",
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("page", "place"),
    )
    op.create_index(op.f("ix_page_entry_entry"), "page_entry", ["entry"], unique=False)
    op.create_table(
        "paper",
        sa.Column("case", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("guide", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("signer", sa.String(), nullable=True),
        sa.Column("kept", sa.String(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_paper_case"), "paper", ["case"], unique=False)
    op.create_index(op.f("ix_paper_owner"), "paper", ["owner"], unique=False)
    op.create_index(op.f("ix_paper_person"), "paper", ["person"], unique=False)
    op.create_table(
        "peer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("sign_key", sa.String(), nullable=False),
        sa.Column("open_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=True),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("other_name", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("birth", sa.String(), nullable=True),
        sa.Column("ethnicity", sa.String(), nullable=True),
        sa.Column("religion", sa.String(), nullable=True),
        sa.Column("personal_number", sa.String(), nullable=True),
        sa.Column("old_id_number", sa.String(), nullable=True),
        sa.Column("card_number", sa.String(), nullable=True),
        sa.Column("card_issued_at", sa.String(), nullable=True),
        sa.Column("card_issue_date", sa.String(), nullable=True),
        sa.Column("old_card_number", sa.String(), nullable=True),
        sa.Column("file_number", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("birth_place", sa.String(), nullable=True),
        sa.Column("birth_country", sa.String(), nullable=True),
        sa.Column("birth_province", sa.String(), nullable=True),
        sa.Column("birth_address", sa.String(), nullable=True),
        sa.Column("home_country", sa.String(), nullable=True),
        sa.Column("home_province", sa.String(), nullable=True),
        sa.Column("home_address", sa.String(), nullable=True),
        sa.Column("home_town", sa.String(), nullable=True),
        sa.Column("residence", sa.String(), nullable=True),
        sa.Column("residence_country", sa.String(), nullable=True),
        sa.Column("residence_province", sa.String(), nullable=True),
        sa.Column("residence_address", sa.String(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("professional", sa.String(), nullable=True),
        sa.Column("political_theory", sa.String(), nullable=True),
        sa.Column("youth_union_date", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("delete_requested", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_person_owner"), "person", ["owner"], unique=False)
    op.create_index(op.f("ix_person_personal_number"), "person", ["personal_number"], unique=False)
    op.create_table(
        "person_standing",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("birth", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("left_reason", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("admission_date", sa.String(), nullable=True),
        sa.Column("official_date", sa.String(), nullable=True),
        sa.Column("party_age_from", sa.String(), nullable=True),
        sa.Column("card_number", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("open_cases", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_index(op.f("ix_person_standing_owner"), "person_standing", ["owner"], unique=False)
    op.create_index(op.f("ix_person_standing_sort_key"), "person_standing", ["sort_key"], unique=False)
    op.create_index(op.f("ix_person_standing_status"), "person_standing", ["status"], unique=False)
    op.create_table(
        "rule_pack",
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_rule_pack_owner"), "rule_pack", ["owner"], unique=False)
    op.create_table(
        "seat",
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("from", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_seat_owner"), "seat", ["owner"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("from", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_setting_key"), "setting", ["key"], unique=False)
    op.create_index(op.f("ix_setting_owner"), "setting", ["owner"], unique=False)
    op.create_table(
        "user_",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "vote",
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("motion", sa.String(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("for", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("corrected", sa.String(), nullable=True),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_vote_case"), "vote", ["case"], unique=False)
    op.create_index(op.f("ix_vote_owner"), "vote", ["owner"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5"
        "(record UNINDEXED, kind UNINDEXED, words, tokenize='unicode61')"
    )


def downgrade() -> None:
    op.execute("DROP TABLE search")
    op.drop_index(op.f("ix_vote_owner"), table_name="vote")
    op.drop_index(op.f("ix_vote_case"), table_name="vote")
    op.drop_table("vote")
    op.drop_table("user_")
    op.drop_index(op.f("ix_setting_owner"), table_name="setting")
    op.drop_index(op.f("ix_setting_key"), table_name="setting")
    op.drop_table("setting")
    op.drop_index(op.f("ix_seat_owner"), table_name="seat")
    op.drop_table("seat")
    op.drop_index(op.f("ix_rule_pack_owner"), table_name="rule_pack")
    op.drop_table("rule_pack")
    op.drop_index(op.f("ix_person_standing_status"), table_name="person_standing")
    op.drop_index(op.f("ix_person_standing_sort_key"), table_name="person_standing")
    op.drop_index(op.f("ix_person_standing_owner"), table_name="person_standing")
    op.drop_table("person_standing")
    op.drop_index(op.f("ix_person_personal_number"), table_name="person")
    op.drop_index(op.f("ix_person_owner"), table_name="person")
    op.drop_table("person")
    op.drop_table("peer")
    op.drop_index(op.f("ix_paper_person"), table_name="paper")
    op.drop_index(op.f("ix_paper_owner"), table_name="paper")
    op.drop_index(op.f("ix_paper_case"), table_name="paper")
    op.drop_table("paper")
    op.drop_index(op.f("ix_page_entry_entry"), table_name="page_entry")
    op.drop_table("page_entry")
    op.drop_index(op.f("ix_page_author"), table_name="page")
    op.drop_table("page")
    op.drop_table("package")
    op.drop_index(op.f("ix_organisation_owner"), table_name="organisation")
    op.drop_table("organisation")
    op.drop_table("meta")
    op.drop_index(op.f("ix_meeting_owner"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_table("log")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_happening_what"), table_name="happening")
    op.drop_index(op.f("ix_happening_person"), table_name="happening")
    op.drop_index(op.f("ix_happening_date"), table_name="happening")
    op.drop_table("happening")
    op.drop_index(op.f("ix_exception_paper_owner"), table_name="exception_paper")
    op.drop_index(op.f("ix_exception_paper_case"), table_name="exception_paper")
    op.drop_table("exception_paper")
    op.drop_index(op.f("ix_event_person"), table_name="event")
    op.drop_index(op.f("ix_event_owner"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_entry_record"), table_name="entry")
    op.drop_index(op.f("ix_entry_number"), table_name="entry")
    op.drop_index(op.f("ix_entry_kind"), table_name="entry")
    op.drop_index(op.f("ix_entry_deed"), table_name="entry")
    op.drop_table("entry")
    op.drop_index(op.f("ix_duty_owner"), table_name="duty")
    op.drop_index(op.f("ix_duty_due"), table_name="duty")
    op.drop_index(op.f("ix_duty_case"), table_name="duty")
    op.drop_table("duty")
    op.drop_index(op.f("ix_certificate_owner"), table_name="certificate")
    op.drop_table("certificate")
    op.drop_index(op.f("ix_case_standing_procedure"), table_name="case_standing")
    op.drop_index(op.f("ix_case_standing_person"), table_name="case_standing")
    op.drop_index(op.f("ix_case_standing_owner"), table_name="case_standing")
    op.drop_table("case_standing")
    op.drop_index(op.f("ix_case__person"), table_name="case_")
    op.drop_index(op.f("ix_case__owner"), table_name="case_")
    op.drop_table("case_")
    op.drop_index(op.f("ix_act_owner"), table_name="act")
    op.drop_index(op.f("ix_act_case"), table_name="act")
    op.drop_table("act")
