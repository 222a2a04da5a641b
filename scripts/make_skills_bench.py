#!/usr/bin/env python3
"""Writes scenarios/bench/skills-1000.yaml: 1,000 agents who each serve 6 of
20 queues, nearly all of them another set, at 5 % more load than they can
carry.

    scripts/make_skills_bench.py > scenarios/bench/skills-1000.yaml

The sets are drawn with a fixed seed, so that the file is the same each time.
Agents with the same set share an entry; ten groups divide them for the report.
"""
import collections
import random

AGENTS = 1000
QUEUES = 20
SKILLS = 6
GROUPS = 10
LOAD = 1.05
AHT_MINUTES = 3

HEAD = """\
# Written by scripts/make_skills_bench.py.
callfloor: 1
title: 1,000 agents with 6 of 20 skills each
day: {from: "00:00", to: "24:00", interval: 30m}
replications: 15
"""


def queue(number):
    return f"q{number:02}"


def draw_teams(rng):
    """How many agents of each group have each set of skills."""
    teams = collections.Counter()
    for agent in range(AGENTS):
        skills = tuple(sorted(rng.sample(range(1, QUEUES + 1), SKILLS)))
        teams[agent * GROUPS // AGENTS + 1, skills] += 1
    return teams


def print_queues():
    rate = AGENTS * LOAD / AHT_MINUTES / QUEUES
    names = [queue(number) for number in range(1, QUEUES + 1)]
    print("numbers:")
    for name in names:
        print(f"  {name}: {{flow: {name}}}")
    print("arrivals:")
    for name in names:
        print(f"  {name}: {{reason: matter, rate: {rate:g}/min}}")
    print("flows:")
    for name in names:
        print(f"  {name}: [{{queue: {name}}}]")
    print("reasons:")
    print(f"  matter: {{talk: exponential({AHT_MINUTES}m), "
          "patience: exponential(2.5m)}")
    print("queues:")
    for name in names:
        print(f"  {name}: {{service-level: 80% in 20s}}")


def print_agents(teams):
    print("agents:")
    for (group, skills), count in sorted(teams.items()):
        names = ", ".join(queue(number) for number in skills)
        print(f"  - {{group: team {group}, count: {count}, "
              f"skills: [{names}]}}")


def main():
    print(HEAD, end="")
    print_queues()
    print_agents(draw_teams(random.Random(1)))


if __name__ == "__main__":
    main()
