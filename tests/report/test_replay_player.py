"""The player of a replay, driven in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from simsmm.measures import ALL, measure_run
from simsmm.report.replay.curves import EVERY
from simsmm.report.replay.tables import widest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
in_browser = pytest.mark.skipif(BROWSER is None, reason="there is no chromium on this computer")


def opened(file: Path, address: str, folder: Path, *options: str) -> str:
    """What a browser makes of a page, as HTML."""
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder}", "--window-size=1200,900", "--virtual-time-budget=9000",
        *options, "--dump-dom", f"{file.as_uri()}{address}",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=120).stdout


FRAMES = """<script>
window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 16);
</script>"""
"""A browser without a screen may be late with its own frames; these follow its virtual clock."""

DRIVER = """
const root = document.querySelector(".replay");
const of = (name) => root.querySelector(`[data-part="${name}"]`);
const count = () => Number(of("reach").textContent.replace(/,/g, ""));
const key = (name, more) => of("slider").dispatchEvent(
  new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
const ink = () => of("board").toDataURL();
const wait = (time) => new Promise((done) => setTimeout(done, time));
const moved = async (from) => {
  for (let turn = 0; turn < 100 && Number(root.dataset.minute) === from; turn++) await wait(20);
};
const slide = (share) => {
  of("slider").value = share * of("slider").max;
  of("slider").dispatchEvent(new Event("input", { bubbles: true }));
};
(async () => {
  const at = () => Number(root.dataset.minute), found = {};
  found.end = [at(), count()];
  const last = ink();
  slide(0);
  found.begin = [at(), count()];
  found.differs = ink() !== last;
  slide(0.5);
  found.half = [at(), count()];
  key("ArrowRight");
  found.hour = at();
  key("ArrowLeft", { shiftKey: true });
  found.day = at();
  slide(0);
  of("play").click();
  found.label = of("play").textContent;
  await moved(0);
  of("play").click();
  found.paused = at();
  await wait(500);
  found.still = at();
  key(" ");
  await moved(found.still);
  key(" ");
  found.further = at();
  slide(1);
  of("channel").value = "1";
  of("channel").dispatchEvent(new Event("change"));
  found.channel = count();
  root.querySelector("button[data-person]").click();
  found.card = of("card").textContent;
  found.steps = of("card").querySelectorAll("li").length;
  document.body.append(Object.assign(document.createElement("pre"),
    { id: "found", textContent: JSON.stringify(found) }));
})();
"""


@in_browser
@pytest.mark.parametrize(
    "options", [[], ["--force-prefers-reduced-motion"]], ids=["moving", "calm"]
)
def test_play_pause_and_scrub_change_what_is_shown(alone, facts, told, tmp_path, options):
    file = tmp_path / "driven.html"
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', FRAMES, alone)
    file.write_text(open_page.replace("</body>", f"<script>{DRIVER}</script></body>"), "utf-8")
    text = opened(file, "", tmp_path / "profile", *options)
    kept = re.search(r'<pre id="found">(.*?)</pre>', text, re.DOTALL)
    assert kept, "the driver did not come to its end"
    found = json.loads(kept[1])
    last = 6 * 24 * 60
    assert found["end"] == [last, measure_run(facts.scene.run)["reach", ALL, ALL]]
    assert found["begin"] == [0, 0]
    assert found["differs"]
    growth = told.data["curves"][0]["reach"]
    assert found["half"] == [last / 2, sum(growth[:72]) * 10]
    assert found["hour"] == last / 2 + 60
    assert found["day"] == last / 2 - 23 * 60
    assert found["label"] == "Pause"
    assert 0 < found["paused"] == found["still"] < found["further"] <= last
    by_channel = next(c for c in told.data["curves"] if (c["post"], c["channel"]) == (EVERY, 1))
    assert found["channel"] == sum(by_channel["reach"]) * 10
    assert widest(facts)[0].who in found["card"]
    assert widest(facts)[0].origin in found["card"] or found["steps"] == 0


@in_browser
def test_address_leads_to_a_moment_and_the_policy_lets_the_script_run(alone, tmp_path):
    file = tmp_path / "replay.html"
    file.write_text(alone, "utf-8")
    text = opened(file, "#t=0.25&channel=1", tmp_path / "profile")
    minute = re.search(r'data-minute="(\d+)"', text)
    assert minute, "the script did not run"
    assert int(minute[1]) == 6 * 24 * 60 // 4
    assert ">day 2, 12:00<" in text
