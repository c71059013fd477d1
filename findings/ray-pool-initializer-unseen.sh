#!/usr/bin/env bash
# Ray 2.60.0, `ray.util.multiprocessing.Pool`: what an initializer sets, its functions do not see.
#
# Ray offers the class in place of `multiprocessing.Pool`, with the same arguments. Functions of the
# main program go to its actors by value, each time with globals of their own; so the global variable
# that `initializer` sets, for which one has an initializer, is another one than that of the mapped
# function, in the same process.
#
# Seen with CPython 3.11.7:
#   multiprocessing: [11]
#   ray: NameError: name 'base' is not defined
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv packages
packages/bin/pip install --quiet --disable-pip-version-check ray==2.60.0
cat > run.py <<'PY'
import multiprocessing

import ray
from ray.util.multiprocessing import Pool


def begin(n):
    global base
    base = n


def add(x):
    return base + x


if __name__ == '__main__':
    ray.init('local', num_cpus=1, include_dashboard=False, logging_level='ERROR')
    for name, pool_of in ('multiprocessing', multiprocessing.Pool), ('ray', Pool):
        with pool_of(1, begin, (10,)) as pool:
            try:
                print(f'{name}: {pool.map(add, [1])}')
            except NameError as error:
                print(f'{name}: NameError: {error}')
PY
RAY_USAGE_STATS_ENABLED=0 timeout 120 packages/bin/python run.py 2> errors.txt | tee seen.txt
diff seen.txt - <<'SEEN'
multiprocessing: [11]
ray: NameError: name 'base' is not defined
SEEN
