#!/usr/bin/env bash
# distributed 2026.8.0 with bokeh: in a performance report the column `start` is the middle of a task.
#
# The task stream of `performance_report` keeps its tasks as columns: `start`, `duration`, `worker` and
# others, in ms. A reader of the report would add the duration to the start. But the columns are made
# for rectangles, which Bokeh places by their middle: a task goes from start - duration / 2 to start +
# duration / 2. Read otherwise, the tasks of a worker with one thread overlap.
#
# Seen with CPython 3.11.7 and bokeh 3.9.2:
#   tasks of one thread overlap, begun at `start`: True
#   tasks of one thread overlap, begun at `start - duration / 2`: False
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv packages
packages/bin/pip install --quiet --disable-pip-version-check distributed==2026.8.0 bokeh==3.9.2
cat > run.py <<'PY'
import json
import re
import time

from dask.distributed import Client, performance_report


def work(ms):
    time.sleep(ms / 1000)


def tables(value):
    if isinstance(value, dict):
        if value.get('type') == 'map':
            yield dict(value['entries'])
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from tables(inner)


if __name__ == '__main__':
    with Client(n_workers=1, threads_per_worker=1, dashboard_address='127.0.0.1:0') as client:
        with performance_report(filename='report.html'):
            client.gather(client.map(work, [20, 200] * 4, pure=False))
    page = open('report.html').read()
    documents = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)
    stream = next(
        table
        for document in documents
        for table in tables(json.loads(document))
        if 'worker_thread' in table
    )
    tasks = sorted(zip(stream['start'], stream['duration']))
    for words, share in ('start', 0), ('start - duration / 2', 0.5):
        begins = [(start - share * ms, ms) for start, ms in tasks]
        overlap = any(a + ms > b + 1 for (a, ms), (b, _) in zip(begins, begins[1:]))
        print(f'tasks of one thread overlap, begun at `{words}`: {overlap}')
PY
timeout 120 packages/bin/python run.py | tee seen.txt
diff seen.txt - <<'SEEN'
tasks of one thread overlap, begun at `start`: True
tasks of one thread overlap, begun at `start - duration / 2`: False
SEEN
