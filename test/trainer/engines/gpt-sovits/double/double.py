"""What the doubles of GPT-SoVITS's programs share: their knobs, and what they do exactly as the originals do.

A test turns knobs in double.json in the root of the checkout; without it nothing goes wrong that the input does not cause:
    fail      {stage: [names]}   these clips fail in text, hubert, nan, speaker, semantic, heard or understood
    deaf      true: the speech recognition does not work
    memory    {"s2": n, "s1": n} larger batches run out of memory
    killed    {"s2": n, "s1": n} larger batches are killed, as the kernel does it
    from      epoch from which on memory matters
    sleep     seconds a step takes
    unread    true: S2 cannot load its checkpoint, whatever the reason
    lack      a part of the generator that its checkpoint does not have
    noStep    true: S1 makes no optimizer step
    progress  "rich": S1 has no progress bar in a pipe
    nan       true: the losses of S2 are no numbers
    noExport  true: the disk is full when S2 exports its weights
"""

import json
import os
import shutil
import sys
import time
import wave

import torch

HOME = os.path.dirname(os.path.abspath(__file__))


def knob(name, default=None):
    try:
        with open(os.path.join(HOME, "double.json"), encoding="utf8") as file:
            return json.load(file).get(name, default)
    except FileNotFoundError:
        return default


def log(event, **what):
    """For tests: what was started with what."""
    with open(os.path.join(HOME, "calls.jsonl"), "a", encoding="utf8") as file:
        file.write(json.dumps({"event": event, **what}) + "\n")


def require_root():
    """Everything is looked for relative to the working folder."""
    for name in ("GPT_SoVITS", "tools"):
        if not os.path.isdir(name):
            raise FileNotFoundError("[Errno 2] No such file or directory: '%s/i18n/locale'" % name)


def my_save(value, path, suffix=""):
    """First into the working folder, then where it belongs: not whole at once on another disk."""
    temporary = "%s%s.pth" % (time.time(), suffix)
    torch.save(value, temporary)
    shutil.move(temporary, "%s/%s" % (os.path.dirname(path), os.path.basename(path)))


def clean_path(path):
    return path.strip(" '\n\"\u202a")


def part_of_list():
    """The lines of the list file that are this process's part."""
    with open(os.environ["inp_text"], encoding="utf8") as file:
        lines = file.read().strip("\n").split("\n")
    return lines[int(os.environ["i_part"]) :: int(os.environ["all_parts"])]


def fails(stage, name):
    return any(name.startswith(prefix) for prefix in knob("fail", {}).get(stage, []))


def seconds_of(path):
    with wave.open(path) as file:
        return file.getnframes() / file.getframerate()


def bar(label, done, total, extra=""):
    """A line of tqdm."""
    return "%s%3d%%|%s| %d/%d [00:00<00:00, 9.99it/s%s]" % (label, 100 * done / total, "#" * 10, done, total, extra)


def take_memory(model, batch, epoch):
    if epoch < knob("from", 0):
        return
    limit = knob("memory", {}).get(model)
    if limit is not None and batch > limit:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 8.00 GiB")
    limit = knob("killed", {}).get(model)
    if limit is not None and batch > limit:
        sys.stdout.flush()
        os.kill(os.getpid(), 9)


def replicated(items):
    """Fewer than a hundred are repeated; none is a division by zero."""
    count = len(items)
    return items if count >= 100 else items * max(2, int(100 / count))
