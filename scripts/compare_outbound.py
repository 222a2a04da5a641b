#!/usr/bin/env python3
"""One list, dialed in every mode and by every pacer, side by side.

    scripts/compare_outbound.py [--replications N] [--seed N] [CALLFLOOR]

Runs all of scenarios/outbound but the blended one, and prints a table.
CALLFLOOR is the program, by default build/callfloor.  The table of
docs/outbound.md is what it prints with nothing said.
"""
import argparse
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = ["manual", "preview", "push-preview", "progressive", "power",
             "genesys", "free", "simulation", "ratio-manager",
             "adapt-hard-limit", "adapt-average", "adapt-tapered", "predict",
             "survival"]
COLUMNS = [
    ("talk [min/h]", "talk_min_per_agent_hour", 1, 1),
    ("between [s]", "wait_between_calls_s", 1, 1),
    ("contacts/h", "contacts_per_agent_hour", 1, 1),
    ("abandoned [%]", "abandon_rate", 100, 2),
    ("budget [%]", "budget_spent", 100, 0),
    ("days over [%]", "windows_breached", 100, 0),
]


def run(options, name):
    command = [options.callfloor, "run", "--format", "json",
               "--threads", str(options.threads),
               "--replications", str(options.replications),
               "--seed", str(options.seed),
               ROOT / f"scenarios/outbound/{name}.yaml"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)["campaigns"]["renewals"]


def cell(measures, measure, scale, digits):
    estimate = measures.get(measure, {})
    if estimate.get("value") is None:
        return "-"
    text = f"{estimate['value'] * scale:.{digits}f}"
    if estimate.get("half_width"):
        text += f" ±{estimate['half_width'] * scale:.{digits}f}"
    return text


def print_row(cells, widths):
    print("| " + " | ".join(text.ljust(width) if i == 0 else text.rjust(width)
                            for i, (text, width)
                            in enumerate(zip(cells, widths))) + " |")


def print_table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    print_row(rows[0], widths)
    print("|" + "|".join("-" * (width + 2) if i == 0
                         else "-" * (width + 1) + ":"
                         for i, width in enumerate(widths)) + "|")
    for row in rows[1:]:
        print_row(row, widths)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--replications", type=int, default=40)
    parser.add_argument("--seed", type=int, default=303)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("callfloor", nargs="?",
                        default=ROOT / "build/callfloor")
    options = parser.parse_args()
    rows = [["scenario"] + [column[0] for column in COLUMNS]]
    for name in SCENARIOS:
        measures = run(options, name)
        rows.append([name] + [cell(measures, *column[1:])
                              for column in COLUMNS])
    print_table(rows)
    print(f"\n{options.replications} days of four hours, "
          f"seed {options.seed}.")


if __name__ == "__main__":
    main()
