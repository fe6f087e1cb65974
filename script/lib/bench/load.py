"""Load on a server of this machine: so many requests, one or several at a time, and how long each took."""

import http.client
import statistics
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from work import Trouble


@dataclass(frozen=True)
class Taken:
    """Milliseconds of the requests that went well."""

    p50: float
    p95: float


@dataclass
class Errand:
    """One page to be asked for until the turns are used up or the time is; several threads share it."""

    port: int
    path: str
    headers: Mapping[str, str]
    turns: Iterator[int]
    until: float
    times: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        for _ in self.turns:
            began = time.perf_counter()
            if began > self.until:
                break
            line.request("GET", self.path, headers=dict(self.headers))
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                self.failed.append(f"The page {self.path} answered with {answer.status}.")
                break
            self.times.append((time.perf_counter() - began) * 1000)
        line.close()


def measure(port: int, path: str, headers: Mapping[str, str], *, at_once: int, count: int, seconds: float) -> Taken:
    """The median and the 95th percentile of so many requests, stopping early when the seconds are up."""
    Errand(port, path, headers, iter(range(2)), time.perf_counter() + seconds).run()
    errand = Errand(port, path, headers, iter(range(count)), time.perf_counter() + seconds)
    threads = [threading.Thread(target=errand.run) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errand.failed:
        raise Trouble(errand.failed[0])
    times = errand.times
    if not times:
        raise Trouble(f"The page {path} did not answer within {seconds:.0f} s.")
    ordered = sorted(times)
    return Taken(statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])


def median(taken: list[Taken]) -> Taken:
    """The middle one of several measurements, percentile by percentile."""
    return Taken(statistics.median(one.p50 for one in taken), statistics.median(one.p95 for one in taken))
