"""Where the processes of a running service share their figures for ``/metrics``: each writes its own files, who is asked adds them up.

The library that counts chooses its place when it is imported, so nothing here imports it.
"""

import shutil

from emuseum_lod.config import Settings, share_metrics


def prepare(settings: Settings) -> None:
    """Begin to count for a service and the processes that it will start. To be called before anything that counts is imported."""
    folder = settings.data / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    share_metrics(folder)
