"""Who tidies up after processes. Stands for the tracker process of
multiprocessing/resource_tracker.py.

Semaphores and memory have no names here that could outlive a run: the supervisor releases what a
process had when it ends, and the heap goes with the run. So there is nothing to track.
"""

from multiprocessing import resource_tracker


class ResourceTracker(resource_tracker.ResourceTracker):
    """Takes notice of nothing, and starts no process."""

    def ensure_running(self):
        """Nothing: there is no process."""

    def register(self, name, rtype):
        """Nothing: who has the resource is in the process's table of descriptors."""

    unregister = register


def install():
    tracker = ResourceTracker()
    resource_tracker._resource_tracker = tracker
    for name in ("ensure_running", "register", "unregister", "getfd"):
        setattr(resource_tracker, name, getattr(tracker, name))
