"""Prepares checkpoints for a training, in the Python of the checkout.

    python checkpoints.py rate RATE TEXT_SHARE IN OUT IN OUT   checkpoints IN as OUT, going on at another learning rate
    python checkpoints.py overlay BASE EXPORT OUT              weights EXPORT as pretrained weights, completed from BASE

Prints one line of JSON. The files are ours, or were checked before they came here.
"""

import io
import json
import sys

import torch


def load(path):
    """Exported weights of the newer versions have their version where the archive's first two bytes belong."""
    with open(path, "rb") as file:
        data = file.read()
    return torch.load(io.BytesIO(b"PK" + data[2:]), map_location="cpu", weights_only=False)


def rate(learning_rate, text_share, *files):
    """The generator's groups after the first are those of the text; the discriminator has one group."""
    epochs = []
    for source, target in zip(files[::2], files[1::2]):
        checkpoint = torch.load(source, map_location="cpu", weights_only=False)
        for index, group in enumerate(checkpoint["optimizer"]["param_groups"]):
            group["lr"] = group["initial_lr"] = float(learning_rate) * (float(text_share) if index > 0 else 1.0)
        torch.save(checkpoint, target)
        epochs.append(checkpoint["iteration"])
    return {"epochs": epochs}


def overlay(base, export, target):
    """What was left out of the export (the posterior encoder) stays as it is in the base."""
    weights = load(base)["weight"]
    replaced = 0
    for name, value in load(export)["weight"].items():
        if name not in weights or getattr(weights[name], "shape", None) != getattr(value, "shape", None):
            raise SystemExit("ValueError: %s does not fit the pretrained model" % name)
        weights[name] = value
        replaced += 1
    torch.save({"weight": weights}, target)
    return {"replaced": replaced, "kept": len(weights) - replaced}


if __name__ == "__main__":
    print(json.dumps({"rate": rate, "overlay": overlay}[sys.argv[1]](*sys.argv[2:])))
