"""How fast the coach reads, beside other writing tools: the same texts, the same run.

uv run python -m benchmarks.coach_speed
Where node and npm are present, write-good, textlint and alex are installed into a temporary folder and join in; else
a line says why they are not there.
Processor time, so that a busy machine matters less. Each tool first reads a text to warm up. The texts are as long as the longest requests; no tool saw them before.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from tekstcoach import review

DATA = Path(__file__).parent.parent / "data" / "coach"
WORDS = 150
TEXTS = 120
LOADS = 5
PATIENCE = 300  # seconds for npm and for node
NODE_TOOLS = ("write-good", "textlint", "textlint-rule-terminology", "alex")
NODE_SCRIPT = """
import fs from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const texts = JSON.parse(fs.readFileSync("texts.json", "utf8"));
const writeGood = require("write-good");
const { createLinter } = await import("textlint");
const { TextlintKernelDescriptor } = await import("@textlint/kernel");
const markdown = require("@textlint/textlint-plugin-markdown");
const terminology = require("textlint-rule-terminology");
const linter = createLinter({ descriptor: new TextlintKernelDescriptor({
  rules: [{ ruleId: "terminology", rule: terminology.default ?? terminology }],
  plugins: [{ pluginId: "markdown", plugin: markdown.default ?? markdown }], filterRules: [] }) });
const { markdown: alex } = await import("alex");
const tools = { "write-good": async (t) => writeGood(t), textlint: (t) => linter.lintText(t, "a.md"), alex: async (t) => alex(t) };
const told = {};
for (const [name, read] of Object.entries(tools)) {
  await read(texts[0]);
  told[name] = [];
  for (const text of texts.slice(1)) {
    const start = process.cpuUsage();
    await read(text);
    const used = process.cpuUsage(start);
    told[name].push((used.user + used.system) / 1e3);
  }
}
console.log(JSON.stringify(told));
"""


def texts() -> list[str]:
    """Texts of 150 words, each of other messages."""
    words = [
        word for line in (DATA / "train.jsonl").open(encoding="utf-8") for word in json.loads(line)["text"].split()
    ]
    return [" ".join(words[place * WORDS : (place + 1) * WORDS]) for place in range(TEXTS)]


def timed(read: Callable[[str], object], given: list[str]) -> list[float]:
    """Milliseconds of processor time for each text but the first, which warms up."""
    read(given[0])
    took = []
    for text in given[1:]:
        start = time.process_time()
        read(text)
        took.append((time.process_time() - start) * 1000)
    return took


def loading() -> float:
    """Milliseconds of processor time that a fresh interpreter needs to load the coach and read a first word: the median of a few."""
    code = (
        "import time; s = time.process_time(); from tekstcoach import review; review('Help.');"
        "print((time.process_time() - s) * 1000)"
    )
    took = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)  # noqa: S603
        for _ in range(LOADS)
    ]
    return statistics.median(took)


def extra_memory() -> float:
    """Megabytes by which the process grows from loading the coach and reading."""
    code = (
        "import psutil, json, sys; p = psutil.Process(); before = p.memory_info().rss;"
        "from tekstcoach import review; [review(t) for t in json.load(sys.stdin)];"
        "print((p.memory_info().rss - before) / 1e6)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], input=json.dumps(texts()), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def by_node(given: list[str]) -> dict[str, list[float]]:
    """What the tools for node need; nothing, with a line that says why, where they cannot be installed."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("write-good, textlint and alex are left out: node and npm are not on this machine.")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts.json").write_text(json.dumps(given), encoding="utf-8")
        (Path(folder) / "read.mjs").write_text(NODE_SCRIPT, encoding="utf-8")
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", *NODE_TOOLS]
        try:
            for command in (install, [node, "read.mjs"]):
                done = subprocess.run(  # noqa: S603
                    command, cwd=folder, check=True, capture_output=True, text=True, timeout=PATIENCE
                )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"write-good, textlint and alex are left out: {error}")
            return {}
    told: dict[str, list[float]] = json.loads(done.stdout)
    return told


def by_proselint(given: list[str]) -> list[float]:
    """What proselint needs, with all its checks."""
    CheckRegistry().register_many(__register__)
    return timed(lambda text: LintFile(source="text", content=text).lint(), given)


def main() -> None:
    """Time every tool that is there and print a table."""
    given = texts()
    took = {"tekstcoach": timed(review, given), "proselint": by_proselint(given)} | by_node(given)
    print(f"{TEXTS - 1} texts of {WORDS} words, milliseconds of processor time a text")
    for name, times in took.items():
        cuts = statistics.quantiles(times, n=20)
        print(f"{name:12} p50 {statistics.median(times):6.2f}   p95 {cuts[-1]:6.2f}   longest {max(times):6.2f}")
    print(f"tekstcoach loads in {loading():.0f} ms and takes {extra_memory():.1f} MB")


if __name__ == "__main__":
    main()
