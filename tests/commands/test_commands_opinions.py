"""Opinions asked outside, by command line."""

FRONT = ("--kind", "front", "--organisation", "Ban công tác mặt trận thôn", "--about", "việc gương mẫu")


def test_asked_printed_answered_listed(line, tmp_path):
    person = line.full_members("A")[0]
    asked = line("opinions", "ask", *FRONT, "--person", person, "--date", "2025-11-01", "--number", "12-CV")
    assert line("opinions", "list", "--waiting")["opinions"][0]["id"] == asked["id"]
    assert line("opinions", "list")["reminder_days"] is None
    line("settings", "opinions.reminder_days=15", "--from", "2025-01-01")
    told = line("opinions", "list")
    assert told["reminder_days"] == 15 and told["opinions"][0]["late"] is True
    for kind in ("pdf", "docx"):
        line("opinions", "letter", asked["id"], "--out", tmp_path / f"thu.{kind}")
        assert (tmp_path / f"thu.{kind}").stat().st_size > 1000
    said = ("--text", "chấp hành tốt", "--total", "5", "--for", "5", "--against", "0")
    answered = line("opinions", "answer", asked["id"], *said, "--date", "2025-11-15")
    assert answered["outcome"] == "answered" and answered["for"] == 5
    assert line("opinions", "list", "--waiting")["opinions"] == []
    line("opinions", "cancel", asked["id"], "--reason", "ghi nhầm")
    assert line("opinions", "list")["opinions"] == []
    line("verify")
