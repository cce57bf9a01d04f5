"""Asks ``/healthz`` of a port twenty times a second until its standard input ends; prints how long the answers took, in milliseconds.

A process of its own, so that what it measures is the service and not the test beside it.
"""

import http.client
import json
import select
import sys
import time


def main(port: int) -> None:
    took: list[float] = []
    failed = 0
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        began = time.perf_counter()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            failed += connection.getresponse().status != 200
            connection.close()
        except (OSError, http.client.HTTPException):
            failed += 1
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    at = {f"p{part}": round(took[min(len(took) - 1, len(took) * part // 100)], 1) for part in (50, 99)}
    json.dump({"asked": len(took), "failed": failed, **at, "max": round(took[-1], 1)}, sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
