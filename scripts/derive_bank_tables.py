#!/usr/bin/env python3
"""Derives the tables of scenarios/real/bank-august-1999.yaml from a call log.

    scripts/derive_bank_tables.py bank_august_1999.csv scenarios/real

The log is the "Anonymous Bank" data: Technion, SEE Laboratory,
A. Mandelbaum; free for use, with this acknowledgement.  Its rows are not in
this repository; what is written here are counts, Kaplan-Meier steps,
quantiles and headcounts.

A row is a call: vru_entry, vru_exit (leaves the IVR), q_start, q_exit,
q_time (waits), ser_start, ser_exit, ser_time (is served) and server;
outcome AGENT, HANG or PHANTOM; priority 0, 1 or 2; a type.  How it is read:

- A call is offered when it was served, or hung up after a wait (q_time over
  0).  HANG without a wait left in the IVR; PHANTOM is no call.
- Rows whose clock runs backwards (vru_exit before vru_entry, or a wait or a
  service across midnight), and services over two hours, are dropped.
- A call comes at q_start, or at vru_exit where it did not wait.  Priority and
  customer of those who did not wait are recorded as 0, so that the share of a
  priority is counted among those who waited.
- A service that began at 0:00:00 was not recorded: it counts as an answer,
  but not among the lengths.

What is inferred: who was there.  The log has only services.  A server is
there from his first service of a day to the end of his last.  A pause of up
to a minute between two services is the work between calls.  A longer one in
which callers whom he could have served waited for more than a minute in all
is time away; in any other he was there and free.

With --learn FIRST LAST only the laws of those days (lengths of service,
pauses, patience, speeds) are learnt, for a check on the others.  Files are
only written; the summary on standard output has the numbers that the
scenario itself holds (shares, speeds).
"""

import argparse
import bisect
import collections
import csv
import os

STEP = 900  # [s] of arrivals and of headcounts
PAUSE = 60  # [s] the longest pause that is work between two calls
TOO_LONG = 7200  # [s] no service lasts longer
IN_TIME = 20  # [s]
EVENING = 20 * 3600  # services are shorter from then on
LATE = 1800  # [s] that the last of a day stay, for who still waits

NAMES = {"PS": "regular", "NW": "prospect", "NE": "stock", "IN": "internet",
         "TT": "callback", "PE": "english"}
TYPES = list(NAMES.values())
# Types whose services are long in the day and short in the evening.
BY_HOUR = ["regular", "prospect", "internet"]
# Callers are told their place in line: patience by how many of their type
# wait when they come, where there are enough of them.
FOUND = {"regular": [0, 1, 3, 5], "prospect": [0, 2], "stock": [0],
         "internet": [0]}
GRID = ([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25] +
        list(range(30, 120, 15)) + list(range(120, 300, 30)) +
        list(range(300, 600, 60)) + list(range(600, 1300, 100)))
AT_RISK = 30  # fewer say nothing
TAIL_FROM = 180  # [s] the tail's hazard is measured from there

# Teams by speed: a server's time against the mean of what he serves.
SPEEDS = [("fast", 0.75), ("brisk", 0.95), ("usual", 1.15), ("slow", 1e9)]
TEAMS = ([name for name, _ in SPEEDS] +
         [name + "-internet" for name, _ in SPEEDS] +
         ["stock", "prospect", "internet"])


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def clock(time):
    return "%02d:%02d" % (time // 3600, time // 60 % 60)


class Call:
    """An offered call."""

    def __init__(self, row):
        self.day = row["date"]
        self.type = NAMES[row["type"]]
        self.priority = int(row["priority"])
        self.wait = int(row["q_time"])
        self.at = seconds(row["q_start" if self.wait else "vru_exit"])
        self.served = row["outcome"] == "AGENT"
        self.start = seconds(row["ser_start"])
        self.end = seconds(row["ser_exit"])
        self.length = int(row["ser_time"])
        self.server = None if row["server"] == "NO_SERVER" else row["server"]
        self.recorded = self.served and self.start > 0
        self.found = 0  # of his type, waiting when he came


def is_offered(row):
    return row["outcome"] == "AGENT" or (row["outcome"] == "HANG" and
                                         int(row["q_time"]) > 0)


def is_consistent(row):
    return (int(row["vru_time"]) >= 0 and
            seconds(row["q_exit"]) >= seconds(row["q_start"]) and
            seconds(row["ser_exit"]) >= seconds(row["ser_start"]) and
            int(row["ser_time"]) <= TOO_LONG)


def read_log(path):
    with open(path, newline="") as log:
        return [Call(row) for row in csv.DictReader(log)
                if is_offered(row) and is_consistent(row)]


def by_key(items, key):
    groups = collections.defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def mean(values):
    return sum(values) / len(values)


class Waiting:
    """How many of each type wait, second by second of a day."""

    def __init__(self, calls):
        self.of = {kind: [0] * (2 * 86400) for kind in TYPES}
        for call in calls:
            for t in range(call.at, call.at + call.wait):
                self.of[call.type][t] += 1

    def seconds(self, kinds, start, end):
        return sum(any(self.of[kind][t] for kind in kinds)
                   for t in range(start, end))


def note_found(days, waiting):
    for day, calls in days.items():
        for call in calls:
            call.found = waiting[day].of[call.type][call.at - 1]


# People


def merged(spans):
    out = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


def skills_of(calls):
    """What a server takes on a day: types that he served twice at least.
    Callbacks and English count as regular; who takes those takes prospects
    and stock as well."""
    counts = collections.Counter(
        "regular" if call.type in ("callback", "english") else call.type
        for call in calls)
    kinds = {kind for kind in counts if counts[kind] > 1} or set(counts)
    if "regular" in kinds or len(kinds - {"internet"}) > 1:
        kinds |= {"regular", "prospect", "stock"}
    return kinds


def server_days(calls):
    return by_key((call for call in calls if call.recorded and call.server),
                  lambda call: (call.day, call.server))


def server_ratios(calls, group_of):
    """How long a group takes for a call against the mean of its type; the
    means are of a group with ratio 1, so both are found in turn."""
    known = [call for call in calls if call.recorded and group_of(call)]
    ratio = collections.defaultdict(lambda: 1.0)
    for _ in range(30):
        typical = {kind: mean([call.length / ratio[group_of(call)]
                               for call in group])
                   for kind, group in by_key(known, lambda c: c.type).items()}
        for key, group in by_key(known, group_of).items():
            ratio[key] = (sum(call.length for call in group) /
                          sum(typical[call.type] for call in group))
    return ratio


def team_of(kinds, ratio):
    if len(kinds) == 1:
        return next(iter(kinds))
    speed = next(name for name, most in SPEEDS if ratio < most)
    return speed + ("-internet" if "internet" in kinds else "")


def assign_teams(calls, learn):
    """(day, server) -> team."""
    ratio = server_ratios(learn, lambda call: call.server)
    return {key: team_of(skills_of(group), ratio[key[1]])
            for key, group in server_days(calls).items()}


def served_by(kinds):
    return kinds | ({"callback", "english"} if "regular" in kinds else set())


def presence(group, waiting, pauses):
    """The spans in which a server was there on a day.  Pauses between calls
    in which callers waited throughout are added to pauses."""
    kinds = served_by(skills_of(group))
    services = merged([call.start, call.end] for call in group)
    spans = list(services)
    for (_, end), (start, _) in zip(services, services[1:]):
        waited = waiting.seconds(kinds, end, start)
        if start - end <= PAUSE and waited >= start - end - 1:
            pauses.append(start - end)
        if start - end <= PAUSE or waited <= PAUSE:
            spans.append([end, start])
    return merged(spans)


def overlap(span, start):
    return max(0, min(span[1], start + STEP) - max(span[0], start)) / STEP


def spread(shares):
    """Whole heads whose sum stays within half a head of the shares'."""
    heads, over = [], 0.0
    for share in shares:
        over = over + share if share > 0 else 0.0
        heads.append(max(0, int(over + 0.5)) if share > 0 else 0)
        over -= heads[-1]
    return heads


def headcounts(spans_of, teams, day):
    """Per team and step: whole heads."""
    steps = range(0, 86400, STEP)
    shares = {team: [0.0] * len(steps) for team in TEAMS}
    for key, spans in spans_of.items():
        if key[0] != day:
            continue
        for i, start in enumerate(steps):
            shares[teams[key]][i] += sum(overlap(span, start)
                                         for span in spans)
    return {team: spread(shares[team]) for team in TEAMS}


# Laws


def survival(calls):
    """Kaplan-Meier: [(t, S(t), at risk before t)].  An answer censors."""
    left, alive, out = len(calls), 1.0, []
    for wait, group in sorted(by_key(calls, lambda c: c.wait).items()):
        gone = sum(not call.served for call in group)
        alive *= 1 - gone / left
        out.append((wait, alive, left))
        left -= len(group)
    return out


def patience_rows(calls):
    """The law at GRID's times as far as enough are at risk, then a constant
    hazard: abandons over the time waited, both past TAIL_FROM."""
    steps = survival(calls)
    times = [wait for wait, _, _ in steps]
    last = max(wait for wait, _, left in steps if left >= AT_RISK)
    rows = []
    for time in GRID:
        i = bisect.bisect_right(times, time) - 1
        if time <= last:
            rows.append(("%d" % time,
                         "%.4f" % (0 if i < 0 else 1 - steps[i][1])))
    late = [call for call in calls if call.wait > TAIL_FROM]
    gone = sum(not call.served for call in late)
    exposure = sum(call.wait - TAIL_FROM for call in late)
    return rows + [("tail", "%.0f" % (exposure / gone))]


def quantile_rows(values):
    """Quantiles in steps that at least five values share, then a tail with
    the mean of what lies beyond."""
    values = sorted(round(value, 1) for value in values)
    n = len(values)
    step = max(0.005, round(5 / n, 3))
    last = 0.99 if n >= 500 else 0.95
    rows = []
    for i in range(int(last / step + 1e-9) + 1):
        value = values[min(n - 1, int(i * step * n))]
        if rows and value <= rows[-1][0]:
            rows[-1] = (rows[-1][0], i * step)
        else:
            rows.append((value, i * step))
    beyond = [value - rows[-1][0] for value in values if value > rows[-1][0]]
    return ([("%g" % value, "%.4f" % share) for value, share in rows] +
            [("tail", "%.0f" % mean(beyond))])


# Tables


class Writer:
    def __init__(self, directory):
        self.directory = directory

    def table(self, name, head, rows):
        path = os.path.join(self.directory, "bank-" + name + ".csv")
        with open(path, "w", newline="") as out:
            out.write("# Derived from the Anonymous Bank data: Technion, SEE "
                      "Laboratory,\n# A. Mandelbaum; see README.md.\n")
            csv.writer(out, lineterminator="\n").writerows([head, *rows])

    def law(self, name, rows):
        self.table(name, ["value", "cumulative"], rows)


def write_arrivals(writer, days):
    rows = []
    for day, calls in days.items():
        counts = collections.Counter((call.type, call.at // STEP)
                                     for call in calls)
        rows += [[day, clock(i * STEP)] + [counts[kind, i] for kind in TYPES]
                 for i in range(86400 // STEP)]
    writer.table("arrivals", ["day", "time"] + TYPES, rows)


def write_actual(writer, days):
    rows = []
    for day, calls in days.items():
        served = [call for call in calls if call.served]
        rows.append([day, len(calls), len(served),
                     "%.6f" % (1 - len(served) / len(calls)),
                     "%.6f" % mean([c.wait <= IN_TIME for c in served]),
                     "%.3f" % mean([c.wait for c in served]),
                     "%.3f" % mean([c.length for c in served])])
    writer.table("actual", ["day", "offered", "answered", "abandon_fraction",
                            "served_within", "asa", "aht"], rows)


def stay_on(heads, late):
    """Rows of one day, in which the last stay on; and those after midnight.
    late: the rows that the day before left."""
    steps = 86400 // STEP
    rows = [[heads[team][i] for team in TEAMS] for i in range(steps)]
    last = max(i for i in range(steps) if any(rows[i]))
    rows += [[0] * len(TEAMS) for _ in range(LATE // STEP)]
    for i in range(last + 1, last + 1 + LATE // STEP):
        rows[i] = list(rows[last])
    for i, row in enumerate(late):
        rows[i] = [max(pair) for pair in zip(rows[i], row)]
    return rows[:steps], rows[steps:]


def write_heads(writer, days, spans_of, teams):
    table, late = [], []
    for day in days:
        rows, late = stay_on(headcounts(spans_of, teams, day), late)
        table += [[day, clock(i * STEP)] + row for i, row in enumerate(rows)]
    writer.table("agents", ["day", "time"] + TEAMS, table)
    return table


def write_talk(writer, calls, teams, ratio):
    """Lengths of service, as a server of speed 1 would take."""
    lengths = collections.defaultdict(list)
    for call in calls:
        if not call.recorded:
            continue
        team = teams.get((call.day, call.server))
        part = "" if call.type not in BY_HOUR else (
            "-evening" if call.at >= EVENING else "-day")
        lengths[call.type + part].append(
            call.length / (ratio[team] if team else 1))
    for name, values in lengths.items():
        writer.law("talk-" + name, quantile_rows(values))


def write_patience(writer, calls):
    waited = [call for call in calls if call.wait > 0]
    for kind, floors in FOUND.items():
        for floor, ceiling in zip(floors, floors[1:] + [1 << 30]):
            group = [call for call in waited if call.type == kind and
                     floor <= call.found < ceiling]
            name = kind + ("-%d" % floor if len(floors) > 1 else "")
            writer.law("patience-" + name, patience_rows(group))
    writer.law("patience-all", patience_rows(waited))


def print_summary(calls, ratio, heads):
    served = [call for call in calls if call.served]
    in_time = sum(call.wait <= IN_TIME for call in served)
    waited = [call for call in calls if call.wait > 0]
    print("offered %d, P(abandon) %.4f, ASA %.1f s, AHT %.1f s" %
          (len(calls), 1 - len(served) / len(calls),
           mean([call.wait for call in served]),
           mean([call.length for call in served])))
    print("served within %d s: %.4f of the served, %.4f of the offered" %
          (IN_TIME, in_time / len(served), in_time / len(calls)))
    for kind, group in by_key(waited, lambda call: call.type).items():
        shares = [sum(call.priority == p for call in group) / len(group)
                  for p in (0, 1, 2)]
        print("%-10s priority 0 %.3f, 1 %.3f, 2 %.3f" % (kind, *shares))
    for i, team in enumerate(TEAMS):
        hours = sum(row[i + 2] for row in heads) * STEP / 3600
        if hours:
            print("%-16s %6.1f h, speed %.2f" % (team, hours, 1 / ratio[team]))


def parse():
    parser = argparse.ArgumentParser(
        description="Derives the tables of the bank scenario from its log.")
    parser.add_argument("log", help="bank_august_1999.csv")
    parser.add_argument("directory", help="where the tables go")
    parser.add_argument("--learn", nargs=2, metavar=("FIRST", "LAST"),
                        default=["0", "9"],
                        help="learn the laws from these days only")
    return parser.parse_args()


def main():
    args = parse()
    calls = read_log(args.log)
    days = dict(sorted(by_key(calls, lambda call: call.day).items()))
    waiting = {day: Waiting(group) for day, group in days.items()}
    note_found(days, waiting)
    learn = [call for call in calls
             if args.learn[0] <= call.day <= args.learn[1]]
    teams = assign_teams(calls, learn)
    ratio = server_ratios(
        learn, lambda call: teams.get((call.day, call.server)))
    spans_of, pauses = {}, []
    for key, group in server_days(calls).items():
        learnt = args.learn[0] <= key[0] <= args.learn[1]
        spans_of[key] = presence(group, waiting[key[0]],
                                 pauses if learnt else [])
    writer = Writer(args.directory)
    write_arrivals(writer, days)
    write_actual(writer, days)
    heads = write_heads(writer, days, spans_of, teams)
    write_talk(writer, learn, teams, ratio)
    write_patience(writer, learn)
    writer.law("pause", quantile_rows(pauses))
    print_summary(calls, ratio, heads)


if __name__ == "__main__":
    main()
