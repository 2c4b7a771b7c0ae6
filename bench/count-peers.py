"""Times counting programs on Dublin North 2002 (43,942 papers, 19,299 distinct) and prints ratios to `shura`.

CPU time (user and system) of one core, best and median of several runs. Programs that run as a process are timed as a process, start and
reading included; libraries are timed without reading, in their favour. Called by `count-peers`.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time

SHURA, DATA, SCRATCH = sys.argv[1:4]
SOI = os.path.join(DATA, "irish", "dublin-north-2002.soi")
SEATS = 4


def process(command, runs=9, stdin=None):
    """Median CPU milliseconds of a process, or the reason why it did not run."""
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        source = open(stdin) if stdin else subprocess.DEVNULL
        try:
            done = subprocess.run(command, stdin=source, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            return "stopped after 60 s"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            return "failed: " + done.stderr.decode(errors="replace").strip()[-120:]
        times.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return statistics.median(times)


def library(work, runs=5):
    """Median CPU milliseconds of a function."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def read():
    names, ballots = [], []
    for line in open(SOI):
        if line.startswith("# ALTERNATIVE NAME"):
            names.append(line.split(":", 1)[1].strip())
        elif line[0].isdigit():
            weight, order = line.split(":")
            ballots.append((int(weight), [int(c) for c in order.replace(" ", "").strip().split(",")]))
    return names, ballots


def blt(names, ballots):
    """The file as stv-rs reads it, with nicknames."""
    path = os.path.join(SCRATCH, "dublin.blt")
    with open(path, "w") as out:
        nicks = [f"c{i + 1}" for i in range(len(names))]
        print(len(names), SEATS, file=out)
        print("[nick", *nicks, end="]\n", file=out)
        for weight, order in ballots:
            print(weight, *(nicks[c - 1] for c in order), 0, file=out)
        print(0, file=out)
        for name in names:
            print(f'"{name}"', file=out)
        print('"Dublin North"', file=out)
    return path


def main():
    names, ballots = read()
    path = blt(names, ballots)
    one = ["taskset", "-c", "0"]
    figures = {}
    for method in ["scottish-stv", "meek", "meek-exact"]:
        command = one + [SHURA, "count", SOI, "--method", method, "--seats", str(SEATS), "--json"]
        figures[f"shura {method} (process)"] = process(command)
    stv_rs = os.path.join(SCRATCH, "bin", "stv-rs")
    for arithmetic in ["fixed9", "float64", "bigfixed9", "approx", "exact"]:
        command = one + [stv_rs, "--arithmetic", arithmetic, "meek"]
        runs = 9 if arithmetic in ("fixed9", "float64") else 1
        figures[f"stv-rs meek {arithmetic} (process)"] = process(command, runs, stdin=path)

    def pyrankvote():
        from pyrankvote import Ballot, Candidate, single_transferable_vote

        people = [Candidate(n) for n in names]
        papers = [Ballot([people[c - 1] for c in order]) for weight, order in ballots for _ in range(weight)]
        return library(lambda: single_transferable_vote(people, papers, SEATS), 3)

    def pref_voting():
        from pref_voting.profiles_with_ties import ProfileWithTies
        from pref_voting.proportional_methods import stv_scottish

        rankings = [{c - 1: r for r, c in enumerate(order, 1)} for _, order in ballots]
        profile = ProfileWithTies(rankings, [w for w, _ in ballots], candidates=list(range(len(names))))
        return library(lambda: stv_scottish(profile, num_seats=SEATS), 3)

    def votekit():
        from votekit import RankBallot, RankProfile
        from votekit.elections import STV

        rows = tuple(
            RankBallot(ranking=tuple(frozenset({names[c - 1]}) for c in order), weight=w) for w, order in ballots
        )
        profile = RankProfile(ballots=rows, candidates=tuple(names))
        return library(lambda: STV(profile, n_seats=SEATS), 1)

    def apportionment():
        import apportionment.methods as methods

        votes = [1361746, 1595526, 1316442, 192638, 268518, 223543, 48234]
        return library(lambda: [methods.compute("dhondt", votes, 598, verbose=False) for _ in range(100)]) / 100

    for name, work in [
        ("pyrankvote STV (no reading)", pyrankvote),
        ("pref_voting stv_scottish (no reading)", pref_voting),
        ("votekit STV (no reading)", votekit),
        ("apportionment dhondt, 598 seats", apportionment),
    ]:
        try:
            figures[name] = work()
        except Exception as error:  # a peer that changed its interface is reported, not hidden
            figures[name] = f"failed: {type(error).__name__}: {str(error)[:100]}"

    base = figures["shura meek (process)"]
    for name, figure in figures.items():
        if isinstance(figure, str):
            print(f"{'':>12}  {name}: {figure}")
        else:
            # Seats are not ballots: an apportionment has no ratio to a count.
            ratio = "" if "dhondt" in name or not isinstance(base, float) else f"  (x{figure / base:.1f} of shura meek)"
            print(f"{figure:>9.2f} ms  {name}{ratio}")
    print(json.dumps({"machine": os.uname().machine, "figures": figures}))


main()
