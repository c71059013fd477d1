#!/usr/bin/env bash
# cloudpickle 3.1.3: loading an object takes its class back to what that was when it was pickled.
#
# A class of `__main__` is pickled by value. Where the process has the class already, since it made
# it or has loaded it before, cloudpickle takes that one, so that `isinstance` holds. But it sets
# the pickled attributes on it again. So in a worker that counts in a class attribute, every object
# that arrives sets the count back. An attribute that came later stays.
#
# Seen with CPython 3.11.7:
#   same class: True
#   count 3, after the load 0
#   added later: kept
#   pickle: count 3, after the load 3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
timeout 300 python3 -m pip install -q --root-user-action=ignore --target packages cloudpickle==3.1.3
cat > run.py <<'PY'
import pickle
import cloudpickle


class Job:
    count = 0


for name, dumps in [('cloudpickle', cloudpickle.dumps), ('pickle', pickle.dumps)]:
    Job.count = 0
    data = dumps(Job())
    Job.count = 3
    if name == 'cloudpickle':
        Job.added = True
        print('same class:', type(pickle.loads(data)) is Job)
        print('count 3, after the load', Job.count)
        print('added later:', 'kept' if hasattr(Job, 'added') else 'gone')
    else:
        pickle.loads(data)
        print('pickle: count 3, after the load', Job.count)
PY
PYTHONPATH=packages timeout 60 python3 run.py | tee seen.txt
diff seen.txt - <<'SEEN'
same class: True
count 3, after the load 0
added later: kept
pickle: count 3, after the load 3
SEEN
