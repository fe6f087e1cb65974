"""Nothing is lost and nothing happens twice: real processes killed, services gone, disks full, clocks turned.

`script/test` runs a short version of this folder, `script/test --chaos` all of it (`PORTAL_CHAOS=full`).
"""
