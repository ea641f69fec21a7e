"""Prints what the checkpoints of a state really hold, as one line of JSON: python read_checkpoints.py STATE_FOLDER

For S2 the epoch, the learning rates and the optimizer's own count of steps; for S1 the same with Lightning's numbers.
"""

import json
import sys
from pathlib import Path

import torch


def load(name):
    return torch.load(Path(sys.argv[1]) / name, map_location="cpu", weights_only=False)


def steps_of(optimizer):
    return max(int(state["step"]) for state in optimizer["state"].values())


report = {}
for name in ("s2-g.pth", "s2-d.pth"):
    checkpoint = load(name)
    optimizer = checkpoint["optimizer"]
    rates = [group["lr"] for group in optimizer["param_groups"]]
    report[name] = {"epoch": checkpoint["iteration"], "steps": steps_of(optimizer), "rates": rates}
checkpoint = load("s1.ckpt")
report["s1.ckpt"] = {
    "epoch": checkpoint["epoch"] + 1,
    "steps": checkpoint["global_step"],
    "rates": [group["lr"] for group in checkpoint["optimizer_states"][0]["param_groups"]],
}
print(json.dumps(report))
