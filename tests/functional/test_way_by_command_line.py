"""The main job by the command line alone: cell and superior, a list, one admission, packages both ways."""

from pathlib import Path

from tests.functional.conftest import Office

SAMPLE = Path(__file__).parents[1] / "imports" / "samples" / "danh-sach-dang-vien-mau-2025.xlsx"


def up_to_the_vote(cell, case, introducer, helper):
    """Everything before the cell's meeting of 15/11/2025."""

    def record(step, day, *facts):
        return cell("case", "record", case, step, "--date", day, *(["--set", *facts] if facts else []))

    def paper(form, day, *more):
        return cell("case", "paper", case, form, "--date", day, *more)

    record("awareness", "2025-06-14", "class_from=2025-06-12", "class_to=2025-06-14")
    paper("CN-NTVĐ", "2025-06-14", "--number", "12")
    record("permission", "2025-06-30", "education=thpt_diploma")
    paper("1-KNĐ", "2025-07-02")
    record("application", "2025-07-02")
    paper("2-KNĐ", "2025-07-18")
    record("cv", "2025-07-18", "stamped=có")
    told = record(
        "verification",
        "2025-09-26",
        "asked.1.relation=self",
        "asked.1.name=Bản thân",
        "asked.1.sent=01/08/2025",
        "asked.1.replied=01/09/2025",
    )
    assert {"introduction", "opinions", "cv_certificate"} <= set(told["next"])
    paper("3-KNĐ", "2025-10-10")
    paper("4-KNĐ", "2025-10-09")
    record(
        "introduction",
        "2025-10-10",
        "youth_age=có",
        "doan_exists=có",
        "doan_member=có",
        "introducers.1.name=Người giới thiệu",
        f"introducers.1.person={introducer}",
        "introducers.1.together_since=2015",
    )
    asked = {1: ("union", "Chi đoàn"), 2: ("residence", "Chi ủy")}
    record(
        "opinions",
        "2025-11-07",
        *(
            f"asked.{n}.{k}={v}"
            for n, (kind, name) in asked.items()
            for k, v in {"kind": kind, "organisation": name, "total": 5, "for": 5, "against": 0}.items()
        ),
    )
    paper("5-KNĐ", "2025-11-07")
    return record("cv_certificate", "2025-11-08", "dossier_day=2025-11-08")


def test_a_list_an_admission_and_the_decision(run, tmp_path):
    top, cell = Office(run, tmp_path / "dang-uy"), Office(run, tmp_path / "chi-bo")
    stick = tmp_path / "usb"
    stick.mkdir()
    above = run(
        "init",
        top.folder,
        "--name",
        "Đảng ủy xã Tân Hưng",
        "--code",
        "25.1",
        "--kind",
        "committee",
        "--today",
        "2025-05-30",
    )
    for name in ("An", "Bình", "Chi"):
        top(
            "seat",
            "standing_committee",
            "--name",
            f"Lê Thị {name}",
            "--post",
            "Ủy viên",
            "--from",
            "2025-01-01",
        )
        top("seat", "committee", "--name", f"Lê Thị {name}", "--post", "Ủy viên", "--from", "2025-01-01")
    invited = top(
        "invite",
        "--name",
        "Chi bộ thôn Đông Hòa",
        "--code",
        "25.1.7",
        "--kind",
        "cell",
        "--out",
        stick / "thu-moi",
    )
    assert invited["fingerprint"] == above["fingerprint"]
    wrong = run(
        "init", cell.folder, "--invitation", stick / "thu-moi", "--join-code", "CCCC-CCCC-CCCC", code=3
    )
    assert wrong["error"]["code"] == "join_code_wrong"
    assert not cell.folder.exists()
    made = run(
        "init",
        cell.folder,
        "--name",
        "Chi bộ thôn Đông Hòa",
        "--code",
        "25.1.7",
        "--kind",
        "cell",
        "--invitation",
        stick / "thu-moi",
        "--join-code",
        invited["join_code"],
        "--today",
        "2025-05-31",
    )
    assert made["superior"]["fingerprint"] == above["fingerprint"]
    assert Path(made["recovery_sheet"]).read_bytes().startswith(b"%PDF")

    taken = cell("import-members", SAMPLE, today="2026-11-22")
    assert (taken["read"], taken["accepted"], taken["created"]) == (28, 26, 26)
    again = cell("import-members", SAMPLE, today="2026-11-22")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 26)
    members = cell("members", "--status", "members")["members"]
    full = [
        m["id"] for m in members if m["status"] == "full" and not m["state"] and m["admission_date"] < "2024"
    ]

    person = cell(
        "person",
        "add",
        "--status",
        "sympathiser",
        "--set",
        "name=Đoàn Thị Mỹ Hạnh",
        "birth=2001-08-12",
        "sex=nữ",
    )
    opened = cell("case", "open", "admission", "--person", person["id"], "--date", "2025-06-02")
    case = opened["case"]
    assert (opened["step"], opened["procedure"]) == ("awareness", "admission")
    assert any(rule["key"] == "admission.cell.vote" for rule in opened["rules"])
    early = cell(
        "case", "vote", case, "cell_resolution", "--date", "2025-11-15", "--for", 1, "--against", 0, code=3
    )
    assert early["error"]["code"] == "not_yet"
    assert up_to_the_vote(cell, case, full[0], full[1])["next"] == ["cell_resolution"]

    voted = cell(
        "case",
        "vote",
        case,
        "cell_resolution",
        "--date",
        "2025-11-15",
        "--for",
        16,
        "--against",
        0,
        "--absent",
        full[3],
    )
    assert voted["passed"] is True
    assert voted["needed"] == -(-2 * voted["base"] // 3)
    assert voted["base"] == len(voted["counted"])
    assert {row["reason"] for row in voted["excluded"]} >= {"exempt", "probationary"}
    paper = cell(
        "case",
        "paper",
        case,
        "6-KNĐ",
        "--date",
        "2025-11-15",
        "--number",
        "7",
        "--reason",
        "ghi số nghị quyết",
    )
    assert [p for p in paper["problems"] if p["severity"] == "block"] == []
    assert paper["next"] == ["committee"]
    mine = cell("case", "record", case, "committee", "--date", "2025-11-18", "--outcome", "passed", code=3)
    assert mine["error"]["code"] == "not_your_step"

    sent = cell("pack", "--out", stick)
    assert sent["entries"] == sum(sent["counts"].values())
    assert run("inspect", sent["file"])["header"]["id"] == sent["package_id"]
    looked = top("inspect", sent["file"])
    assert looked["verdict"]["code"] == "ok"
    assert looked["preview"]["new"] > 26
    took = top("unpack", sent["file"])
    assert (took["status"], took["parked"], took["missing"]) == ("applied", [], [])
    assert top("unpack", sent["file"])["status"] == "already-received"
    assert [c["id"] for c in top("case", "list", "--mine")["cases"]] == [case]
    duty = top("duties")["duties"]
    assert case in [d["case"] for d in duty]

    agreed = top(
        "case",
        "vote",
        case,
        "committee",
        "--date",
        "2025-11-18",
        "--for",
        3,
        "--against",
        0,
        "--outcome",
        "passed",
    )
    assert agreed["next"] == ["decision"]
    top("case", "paper", case, "8-KNĐ", "--date", "2025-11-18", "--number", "11")
    top(
        "case",
        "vote",
        case,
        "decision",
        "--date",
        "2025-11-20",
        "--for",
        3,
        "--against",
        0,
        "--outcome",
        "admit",
    )
    decided = top("case", "paper", case, "9-KNĐ", "--date", "2025-11-20", "--number", "58-QĐ/ĐU")
    assert decided["next"] == ["receipt"]

    back = top("pack", "--out", stick, "--to", "25.1.7")
    assert cell("unpack", back["file"], "--dry-run")["preview"]["decisions"] >= 1
    assert cell("unpack", back["file"])["status"] == "applied"
    shown = cell("case", "show", case)
    steps = {step["id"]: step for step in shown["steps"]}
    assert (steps["decision"]["state"], steps["decision"]["outcome"]) == ("done", "admit")
    assert steps["decision"]["owner"] == above["organisation"]
    assert steps["decision"]["judged"] == steps["cell_resolution"]["dossier"]
    assert "9-KNĐ" in {p["form"] for p in shown["papers"]}
    assert shown["next"] == ["receipt"]

    cell("case", "record", case, "receipt", "--date", "2025-11-21")
    cell("case", "record", case, "ceremony", "--date", "2025-11-22", "--set", f"helper={full[1]}")
    [now] = cell("members", "--search", "doan thi my hanh")["members"]
    assert (now["status"], now["admission_date"], now["party_age_from"]) == (
        "probationary",
        "2025-11-22",
        "2025-11-20",
    )
    streams = cell("exchange")["streams"]
    assert {(s["author"], s["audience"]) for s in streams} >= {(made["organisation"], "up")}
    assert [s["confirmed"] for s in streams if s["audience"] == "up"] == [
        s["sent"] for s in streams if s["audience"] == "up"
    ]
    assert cell("verify") == {"ok": True, "problems": []}
    assert top("verify") == {"ok": True, "problems": []}
