import argparse
import math
import os
import pathlib
import random
import re
import sys
import time
from collections import OrderedDict

import double
import torch
from text import cleaned_text_to_sequence


def read_scalar(text):
    """As YAML 1.1 reads it: numbers with an exponent need a point."""
    if text in ("true", "True", "false", "False"):
        return text.lower() == "true"
    if text in ("null", "~", ""):
        return None
    if text[0] in "\"'":
        return text[1:-1]
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    if re.fullmatch(r"[-+]?\d+\.\d*([eE][-+]\d+)?", text):
        return float(text)
    return text


def load_yaml_config(path):
    config = {}
    section = config
    with open(path) as file:
        for line in file:
            line = line.split(" #")[0].rstrip()
            if line == "":
                continue
            name, _, value = line.strip().partition(":")
            if not line.startswith(" ") and value == "":
                section = config[name] = {}
            else:
                (section if line.startswith(" ") else config)[name] = read_scalar(value.strip())
    return config


def read_dataset(config):
    phonemes = {}
    with open(config["train_phoneme_path"], encoding="utf8") as file:
        for line in file.read().strip("\n").split("\n"):
            columns = line.split("\t")
            if len(columns) == 4:
                phonemes[columns[0]] = columns[1]
    with open(config["train_semantic_path"], encoding="utf8") as file:
        # The first line is a header, whatever it says.
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    print("semantic_data_len:", len(rows))
    print("phoneme_data_len:", len(phonemes))
    examples = []
    deleted = 0
    longest = config["data"]["max_sec"]
    for name, tokens in rows:
        if name not in phonemes:
            print(f'Warning: File "{name}" not in self.phoneme_data! Skipped. ')
            continue
        seconds = len([int(token) for token in tokens.split(" ")]) / int(os.environ.get("hz", "25hz")[:-2])
        sounds = len(cleaned_text_to_sequence(phonemes[name].split(" "), os.environ.get("version")))
        if seconds > longest or not 3 <= sounds / seconds <= 25:
            deleted += 1
            continue
        bert = os.path.join(os.path.dirname(config["train_phoneme_path"]), "3-bert", name + ".pt")
        if os.path.exists(bert):
            assert torch.load(bert)["columns"] == sounds
        examples.append(name)
    examples = double.replicated(examples)
    if deleted > 0:
        print(f"deleted {deleted} audios who's phoneme/sec are bigger than 25 or smaller than 3")
    print("dataset.__len__():", len(examples))
    double.log("s1-data", clips=sorted(set(examples)))
    return examples


def newest(names):
    found = [(int(match[1]), int(match[2]), match[0]) for match in (re.match(r"epoch=(\d+)-step=(\d+)\.ckpt", name) for name in names) if match]
    return sorted(found, reverse=True)[0][2]


def main(config):
    double.require_root()
    train = config["train"]
    random.seed(train["seed"])
    double.log("s1", epochs=train["epochs"], batch=train["batch_size"], seed=train["seed"])
    output_dir = pathlib.Path(config["output_dir"])
    ckpt_dir = output_dir / "ckpt"
    ckpt_dir.mkdir(parents=True, exist_ok=True)
    assert config["optimizer"]["lr"] - config["optimizer"]["lr_init"] > 0
    assert train["precision"] in ("32", "16-mixed")
    weights = dict(torch.load(config["pretrained_s1"], map_location="cpu", weights_only=False)["weight"])
    print("<All keys matched successfully>")
    try:
        ckpt_path = ckpt_dir / newest(os.listdir(ckpt_dir))
    except Exception:
        ckpt_path = None
    print("ckpt_path:", ckpt_path)
    examples = read_dataset(config)
    batch_size = max(min(train["batch_size"], len(examples) // 4), 1)
    batches = math.ceil(len(examples) / batch_size)
    epoch = step = 0
    if ckpt_path is not None:
        restored = torch.load(ckpt_path, map_location="cpu")
        weights, epoch, step = restored["state_dict"], restored["epoch"], restored["global_step"]
    while epoch < train["epochs"]:
        for batch in range(batches):
            double.take_memory("s1", batch_size, epoch + 1)
            time.sleep(double.knob("sleep", 0))
            if batch > 0 and batch % 4 == 0 and not double.knob("noStep"):
                step += 1
                weights = {name: [value + 0.002 * random.random() for value in values] for name, values in weights.items()}
            if double.knob("progress") != "rich":
                sys.stdout.write("\r" + double.bar("Epoch %d: " % epoch, batch + 1, batches, ", v_num=0, total_loss_step=%.1f, lr_step=0.002" % (300 / (1 + step))))
        if (epoch + 1) % train["save_every_n_epoch"] == 0:
            stale = list(os.listdir(ckpt_dir))
            checkpoint = {"state_dict": weights, "epoch": epoch + 1, "global_step": step, "hyper_parameters": {"config": config, "output_dir": output_dir}}
            torch.save(checkpoint, ckpt_dir / ("epoch=%d-step=%d.ckpt" % (epoch, step)))
            if train["if_save_latest"] == True:
                for name in stale:
                    try:
                        os.remove("%s/%s" % (ckpt_dir, name))
                    except OSError:
                        pass
            if train["if_save_every_weights"] == True:
                exported = OrderedDict(weight=OrderedDict(weights), config=config, info="GPT-e%s" % (epoch + 1))
                double.my_save(exported, "%s/%s-e%s.ckpt" % (train["half_weights_save_dir"], train["exp_name"], epoch + 1))
        epoch += 1
    sys.stdout.write("\n")
    print("`Trainer.fit` stopped: `max_epochs=%d` reached." % train["epochs"], file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("-c", "--config_file", type=str, default="configs/s1longer.yaml")
    main(load_yaml_config(parser.parse_args().config_file))
