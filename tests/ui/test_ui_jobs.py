"""Jobs: progress, stopping, exactly one ending, and how failures are shown."""

from __future__ import annotations

import gc
import threading

import pytest

from app.trouble import Refused, Trouble
from app.ui import jobs
from app.ui.jobs import Job, Stopped
from app.ui.widgets import dialogs
from app.ui.widgets.progress import ProgressPanel, time_left


class Endings:
    """Counts how a job ended."""

    def __init__(self, job):
        self.done, self.failed, self.threads = [], [], []
        job.done.connect(self.done.append)
        job.failed.connect(self.failed.append)
        job.ended.connect(lambda: self.threads.append(threading.current_thread()))


def test_a_job_works_beside_the_window_and_ends_in_its_thread(qapp):
    worked = []
    job = Job(lambda task, a, b: worked.append(threading.current_thread()) or a + b, 2, b=3)
    endings = Endings(job)
    job.start().wait()
    assert endings.done == [5] and endings.failed == []
    assert worked[0] is not threading.main_thread()
    assert endings.threads == [threading.main_thread()]
    assert jobs.running() == []


@pytest.mark.parametrize(
    "wrong", [Refused("no", "Không được."), Trouble("disk", "Đĩa đầy."), ValueError("x")]
)
def test_a_failure_is_the_only_ending(qapp, wrong):
    def work(task):
        raise wrong

    job = Job(work)
    endings = Endings(job)
    job.start().wait()
    assert endings.done == [] and endings.failed == [wrong]


def test_stopping_ends_the_work_at_its_next_step(qapp):
    ready, go_on = threading.Event(), threading.Event()
    steps = []

    def work(task):
        for count in range(1000):
            task.step(count, 1000)
            steps.append(count)
            ready.set()
            go_on.wait(10)

    job = Job(work)
    endings = Endings(job)
    job.start()
    assert ready.wait(10)
    job.stop()
    go_on.set()
    job.wait()
    assert steps == [0]
    assert [type(wrong) for wrong in endings.failed] == [Stopped] and endings.done == []


def test_a_job_stopped_before_it_began_does_nothing(qapp):
    job = Job(lambda task: pytest.fail("worked"))
    endings = Endings(job)
    job.stop()
    job.run_here()
    assert [type(wrong) for wrong in endings.failed] == [Stopped]


def test_a_job_runs_once(qapp):
    job = Job(lambda task: 1)
    job.start().wait()
    with pytest.raises(RuntimeError):
        job.start()


def test_the_window_is_not_drowned_in_progress(qapp):
    def work(task):
        for count in range(1, 20_001):
            task.step(count, 20_000)

    seen = []
    job = Job(work)
    job.progress.connect(lambda count, total, text: seen.append(count))
    job.start().wait()
    assert seen[-1] == 20_000
    assert len(seen) < 2_000


def test_all_jobs_are_ended_before_the_window_closes(qapp):
    begun = threading.Event()

    def work(task):
        while True:
            begun.set()
            task.check()

    job = Job(work)
    endings = Endings(job)
    job.start()
    assert begun.wait(10)
    jobs.stop_all()
    assert len(endings.failed) == 1 and jobs.running() == []


def test_the_panel_follows_a_job(show, click):
    now = [0.0]
    panel = show(ProgressPanel(clock=lambda: now[0]))
    job = Job(lambda task: None)
    panel.follow(job, "Đang đọc danh sách Excel", "dòng")
    now[0] = 10.0
    job.progress.emit(1000, 2000, "")
    assert panel.label.text() == "Đang đọc danh sách Excel: 1.000 trên 2.000 dòng"
    assert panel.left.text() == "còn khoảng 10 giây"
    click(panel.stop)
    assert job.task.stopping and not panel.stop.isEnabled()
    job.run_here()
    assert panel.isHidden()


@pytest.mark.parametrize(
    ("count", "total", "spent", "words"),
    [(1, 2, 0.5, ""), (0, 9, 30, ""), (10, 0, 30, ""), (100, 700, 60, "còn khoảng 6 phút"), (9, 9, 30, "")],
)
def test_time_left_is_said_only_when_it_can_be_known(count, total, spent, words):
    assert time_left(count, total, spent) == words


def test_refusals_are_sentences_and_bugs_are_reports_without_data(themed, qtbot):
    refused = dialogs.failure_dialog(None, Refused("too_few", "Chưa đủ phiếu.", "Kiểm lại số phiếu."))
    qtbot.addWidget(refused)
    texts = [label.text() for label in refused.findChildren(dialogs.Label)]
    assert "Chưa đủ phiếu." in texts and "Kiểm lại số phiếu." in texts and "Mã: too_few" in texts
    secret = "Đoàn Thị Mỹ Hạnh"
    try:
        raise KeyError(secret)
    except KeyError as wrong:
        bug = dialogs.failure_dialog(None, wrong)
    qtbot.addWidget(bug)
    report = bug.findChild(dialogs.LongText).toPlainText()
    assert "KeyError" in report and "test_ui_jobs.py" in report
    assert secret not in report


def test_the_mildest_answer_is_the_default(themed, monkeypatch, qtbot):
    seen = {}

    def exec_(dialog):
        seen["default"] = [b.text() for b in dialog.findChildren(dialogs.Button) if b.isDefault()]
        dialog.reject()

    monkeypatch.setattr(dialogs.Dialog, "exec", exec_)
    assert dialogs.confirm(None, "Xóa hẳn sổ này?", "Không lấy lại được.", "Xóa hẳn") is False
    assert seen["default"] == ["Để nguyên"]


class Thrown:
    """Something in a ring of references, as a closed dialog is: only the collector frees it."""

    freed_in: list[threading.Thread] = []

    def __init__(self):
        self.me = self

    def __del__(self):
        Thrown.freed_in.append(threading.current_thread())


def test_garbage_of_the_window_is_never_freed_in_another_thread(qapp):
    Thrown.freed_in.clear()
    gc.enable()

    def work(_task):
        for _n in range(50):
            Thrown()
        return len([[n] for n in range(200_000)])  # enough for the collector to want to run

    Thrown()
    Job(work).start().wait()
    assert gc.isenabled()
    gc.collect()
    assert len(Thrown.freed_in) == 51
    assert set(Thrown.freed_in) == {threading.main_thread()}
