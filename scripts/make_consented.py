#!/usr/bin/env python3
"""Writes scenarios/outbound/consented.csv: 3,000 people who do not exist.

    scripts/make_consented.py > scenarios/outbound/consented.csv

The numbers begin with +999, a country code that is assigned to nobody.  Nine
in ten consent to be called, some are on a do-not-call register all the same,
and a few live in other time zones.  The draws have a fixed seed, so that the
file is the same each time.
"""
import random

LEADS = 3000
ZONES = ["+00:00"] * 8 + ["-02:00", "+01:00"]
REGISTERS = [("national", 0.03), ("company", 0.02), ("campaign", 0.01)]


def lead(rng, number):
    listed = [name for name, share in REGISTERS if rng.random() < share]
    return ",".join([
        f"+999{1000000 + number * 37 % 9000000:07}",
        rng.choice(ZONES),
        "yes" if rng.random() < 0.92 else "no",
        "+".join(listed),
        f"{rng.lognormvariate(6, 0.8):.0f}",
        f"{rng.uniform(0.6, 1.4):.2f}",
    ])


def main():
    rng = random.Random(2026)
    print("phone,zone,consent,do-not-call,value,answers")
    for number in range(LEADS):
        print(lead(rng, number))


main()
