"""Runs a command and writes its seconds by the wall, seconds on processors and peak MB: FIGURES COMMAND….

A process of its own, since the peak of a new process begins with that of the one that starts it.
"""

import os
import sys
import time

figures, *command = sys.argv[1:]
start = time.perf_counter()
process = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - start
with open(figures, "w") as file:
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, file=file)
sys.exit(os.waitstatus_to_exitcode(status))
