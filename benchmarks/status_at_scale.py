"""`clerk status` with 1,000 sites and 1,000,000 job rows, half of them of runs that go on.

    python benchmarks/status_at_scale.py [--sites 1000] [--jobs 1000]

Target: 1 second or less for the whole command.
"""

import argparse
import statistics
import subprocess
import sys
import time

import sqlalchemy as sa
from scratch import scratch_clerk

_SITES = """
insert into sites (subdomain, name, fetcher)
select 'site' || n, 'Site ' || n, 'folder' from generate_series(1, :sites) n
"""
_RUNS = """
insert into site_progress (subdomain, priority, finished_at, outcome)
select 'site' || n, 'normal', case when n % 2 = 0 then now() end,
       case when n % 2 = 0 then 'completed_with_failures' end
from generate_series(1, :sites) n
"""
_JOBS = """
insert into job_tracking (job_id, run_id, subdomain, step, work_key, queue, args, state, settled_at)
select md5(run_id || '-' || n), run_id, subdomain, 'ocr', 'page ' || n, 'ocr',
       jsonb_build_object('subdomain', subdomain, 'document', 'minutes/Council/2024-01-01/0123456789ab', 'page', n),
       case when finished_at is null and n % 3 = 0 then 'pending'
            when n % 500 = 1 then 'failed' else 'succeeded' end,
       now()
from site_progress, generate_series(1, :jobs) n
"""


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sites", type=int, default=1000)
    arguments.add_argument("--jobs", type=int, default=1000, help="a site")
    options = arguments.parse_args()
    with scratch_clerk() as context:
        with context.transaction() as connection:
            for statement in (_SITES, _RUNS, _JOBS):
                connection.execute(sa.text(statement), {"sites": options.sites, "jobs": options.jobs})
        with context.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("vacuum analyze"))
        for command in (["status"], ["status", "--json"], ["status", "--subdomain", "site1"], ["failures", "site1"]):
            print(f"clerk {' '.join(command)}: median {_median(command):.2f} s of 5")


def _median(command: list[str]) -> float:
    times = []
    for _ in range(5):
        started = time.monotonic()
        subprocess.run([sys.executable, "-m", "clerk", *command], check=True, stdout=subprocess.DEVNULL)
        times.append(time.monotonic() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
