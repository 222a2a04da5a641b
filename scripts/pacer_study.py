#!/usr/bin/env python3
"""usage: pacer_study.py [--small] [CALLFLOOR] [-o FOLDER]

Which pacer keeps agents talking, and within the law?  Ninety days of 5, 50
and 500 agents, one person in four answering, talk lognormal with a mean of
three minutes.  Each VICIdial mode stands at its own best setting that keeps
the law in trial runs of other seeds; then all run on the same fresh seeds,
and each is compared with `survival` seed by seed.

Writes pacing-study.json and pacing-study.svg; prints the tables as Markdown.
--small: ten days, few seeds and settings, no picture, and exit 1 where the
survival pacer breaks the law or is no better at 5 and 50 agents.
"""
import argparse
import itertools
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODES = ["adapt-hard-limit", "adapt-average", "adapt-tapered"]
SCENARIO = """callfloor: 1
title: pacer study
day: {{from: "09:00", to: "17:00", interval: 8h, days: {days}}}
reasons: {{calls: {{talk: "lognormal(mean 3m, sd 3m)"}}}}
agents: [{{group: agents, count: {agents}, skills: [calls]}}]
campaigns:
  calls:
    mode: predictive
    pacer: {pacer}
    pacing: {pacing}
    compliance: {regime}
    answer: {{person: 25%}}
"""
# t of 97.5 % by degrees of freedom, for the intervals.
T975 = {4: 2.776, 9: 2.262, 19: 2.093}


class Study:
    def __init__(self, arguments):
        self.program = str(pathlib.Path(arguments.program).resolve())
        self.small = arguments.small
        self.folder = tempfile.TemporaryDirectory()

    def run(self, agents, days, pacer, pacing, regime, seed):
        """One replication: talk minutes an hour, abandon rate, breached."""
        text = SCENARIO.format(agents=agents, days=days, pacer=pacer,
                               pacing=pacing, regime=regime)
        name = f"{agents}-{pacer}-{regime}-{seed}-{abs(hash(pacing))}.yaml"
        file = pathlib.Path(self.folder.name) / name
        file.write_text(text)
        out = subprocess.run(
            [self.program, "run", str(file), "--replications", "1",
             "--threads", "1", "--seed", str(seed), "--format", "json"],
            check=True, capture_output=True, text=True).stdout
        file.unlink()
        place = json.loads(out)["campaigns"]["calls"]
        return {key: place[name]["value"] for key, name in [
            ("talk", "talk_min_per_agent_hour"), ("rate", "abandon_rate"),
            ("breached", "windows_breached")]}

    def runs(self, jobs):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda job: self.run(*job), jobs))

    def settings(self, agents):
        """What a supervisor may turn: target, intensity, limit, ceiling."""
        targets = sorted({-1, 0, max(1, agents // 25)})
        limits = ["2%", "2.5%", "3%"]
        intensities, ceilings = [-50, 0, 50], [4.5]
        if self.small:
            targets, limits, intensities = [-1, 0], ["1%", "2.5%"], [0]
        for target, limit, intensity, most in itertools.product(
                targets, limits, intensities, ceilings):
            yield (f"{{level: 1, target: {target}, limit: {limit}, "
                   f"intensity: {intensity}, most: {most}}}")

    def best(self, agents, mode, regime):
        """The setting with most talk that keeps every window, in trials."""
        days, seeds = (30, [901, 902])
        if self.small or agents >= 500:
            days, seeds = (10, [901])
        settings = list(self.settings(agents))
        results = self.runs([(agents, days, mode, setting, regime, seed)
                             for setting in settings for seed in seeds])
        best = None
        for i, setting in enumerate(settings):
            mine = results[i * len(seeds):(i + 1) * len(seeds)]
            talk = statistics.mean(result["talk"] for result in mine)
            share = statistics.mean(result["breached"] for result in mine)
            if share <= 0.05 and (best is None or talk > best[1]):
                best = (setting, talk)
        return best[0] if best else None

    def replications(self, agents):
        if self.small:
            return 5
        return 5 if agents >= 500 else 10 if agents >= 50 else 20

    def days(self):
        return 10 if self.small else 90

    def measure(self, agents, pacer, setting, regime):
        return self.runs([(agents, self.days(), pacer, setting, regime, seed)
                          for seed in range(1, self.replications(agents) + 1)])


def paired(ours, theirs):
    """Mean difference of talk minutes and its 95 % half-width."""
    gaps = [a["talk"] - b["talk"] for a, b in zip(ours, theirs)]
    error = statistics.stdev(gaps) / math.sqrt(len(gaps))
    return statistics.mean(gaps), T975[len(gaps) - 1] * error


def row_of(pacer, setting, runs):
    return {
        "pacer": pacer,
        "setting": setting,
        "talk": statistics.mean(run["talk"] for run in runs),
        "rate": statistics.mean(run["rate"] for run in runs),
        "windows": statistics.mean(run["breached"] for run in runs),
        "kept": statistics.mean(run["breached"] == 0 for run in runs),
    }


def rows_at(study, agents, regime):
    ours = study.measure(agents, "survival", "{}", regime)
    rows = [row_of("survival", "its own", ours)]
    for mode in MODES:
        setting = study.best(agents, mode, regime)
        if setting is None:
            rows.append({"pacer": mode, "setting": None})
            continue
        theirs = study.measure(agents, mode, setting, regime)
        row = row_of(mode, setting, theirs)
        row["gap"], row["half_width"] = paired(ours, theirs)
        rows.append(row)
    return rows


def print_rows(agents, regime, rows):
    print(f"\n{agents} agents, {regime}\n")
    print("| pacer | setting | talk min/h | abandoned | windows over | "
          "runs that kept all | survival is better by |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        if row["setting"] is None:
            print(f"| {row['pacer']} | none keeps the law | | | | | |")
            continue
        gap = f"{row['gap']:.2f} ±{row['half_width']:.2f}" \
            if "gap" in row else ""
        print(f"| {row['pacer']} | `{row['setting']}` | {row['talk']:.2f} | "
              f"{row['rate']:.2%} | {row['windows']:.1%} | "
              f"{row['kept']:.0%} | {gap} |", flush=True)


def draw(results, file):
    import matplotlib
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "callfloor"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(results), figsize=(11, 3.6),
                                   sharey=True, layout="constrained")
    for axis, (name, rows) in zip(axes, results.items()):
        rows = [row for row in rows if row["setting"] is not None]
        colors = ["#1f6f8b" if row["pacer"] == "survival" else "#b8c4cc"
                  for row in rows]
        bars = axis.bar([row["pacer"].replace("adapt-", "adapt\n")
                         for row in rows],
                        [row["talk"] for row in rows], color=colors)
        axis.bar_label(bars, [f"{row['talk']:.1f}\n{row['rate']:.1%}"
                              for row in rows], fontsize=8)
        axis.set_title(name, fontsize=10)
        axis.tick_params(axis="x", labelsize=7)
        axis.set_ylim(0, 66)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("talk minutes per agent hour\n"
                       "(below: share abandoned)")
    figure.savefig(file, metadata={"Date": None})


def faults_of(agents, rows):
    faults = []
    if rows[0]["windows"] > 0.05:
        faults.append(f"{agents} agents: {rows[0]['windows']:.1%} of the "
                      "windows over the limit")
    for row in rows[1:]:
        if agents <= 50 and "gap" in row and \
                row["gap"] - row["half_width"] <= 0:
            faults.append(f"{agents} agents: no better than {row['pacer']}")
        if agents > 50 and "gap" in row and \
                row["gap"] + row["half_width"] < -0.2:
            faults.append(f"{agents} agents: worse than {row['pacer']}")
    return faults


def main():
    parser = argparse.ArgumentParser(usage=__doc__.splitlines()[0][7:])
    parser.add_argument("program", nargs="?",
                        default=str(ROOT / "build/callfloor"))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("-o", dest="folder", default=str(ROOT / "docs"))
    arguments = parser.parse_args()
    study = Study(arguments)
    results, faults = {}, []
    sizes = [5, 50] if arguments.small else [5, 50, 500]
    regimes = ["ftc-1995"] if arguments.small else ["ftc-2008", "ftc-1995"]
    for regime, agents in itertools.product(regimes, sizes):
        rows = rows_at(study, agents, regime)
        results[f"{agents} agents, {regime}"] = rows
        print_rows(agents, regime, rows)
        faults += faults_of(agents, rows)
    if not arguments.small:
        folder = pathlib.Path(arguments.folder)
        (folder / "pacing-study.json").write_text(
            json.dumps(results, indent=1) + "\n")
        draw({name: rows for name, rows in results.items()
              if "ftc-2008" in name}, folder / "pacing-study.svg")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
