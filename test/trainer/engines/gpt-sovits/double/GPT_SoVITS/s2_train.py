import os
import random
import sys
import time

import utils

hps = utils.get_hparams()
os.environ["CUDA_VISIBLE_DEVICES"] = hps.train.gpu_numbers.replace("-", ",")
import logging

import double
import torch
from process_ckpt import savee
from text import cleaned_text_to_sequence

boundaries = [32] + list(range(300, 2000, 100))


def read_dataset(folder, version):
    paths = [os.path.join(folder, name) for name in ("2-name2text.txt", "4-cnhubert", "5-wav32k", "7-sv_cn")]
    if "Pro" not in version:
        paths.pop()
    for path in paths:
        assert os.path.exists(path)
    names = [set(os.listdir(path)) for path in paths[1:]]
    names = [set(name[:-3] for name in found) if i != 1 else found for i, found in enumerate(names)]
    phonemes = {}
    with open(paths[0], encoding="utf8") as file:
        for line in file.read().strip("\n").split("\n"):
            columns = line.split("\t")
            if len(columns) == 4:
                phonemes[columns[0]] = columns[1]
    wavs = double.replicated(sorted(set(phonemes).intersection(*names)))
    print("phoneme_data_len:", len(phonemes))
    print("wav_data_len:", len(wavs))
    lengths = []
    skipped_phone = skipped_dur = 0
    for name in wavs:
        try:
            cleaned_text_to_sequence(phonemes[name].split(" "), version)
        except Exception:
            print(f"{name} not in self.phoneme_data !")
            skipped_phone += 1
            continue
        size = os.path.getsize(os.path.join(paths[2], name))
        if 54 > size / 32000 / 2 > 0.6:
            lengths.append(size // (2 * 640))
        else:
            skipped_dur += 1
    sys.stderr.write("\r" + double.bar("", len(wavs), len(wavs)) + "\n")
    print("skipped_phone: ", skipped_phone, ", skipped_dur: ", skipped_dur)
    print("total left: ", len(lengths))
    double.log("s2-data", clips=sorted(set(wavs)))
    assert len(lengths) > 1
    return lengths


def steps_per_epoch(lengths, batch_size):
    buckets = {}
    for length in lengths:
        for i in range(len(boundaries) - 1):
            if boundaries[i] < length <= boundaries[i + 1]:
                buckets[i] = buckets.get(i, 0) + 1
    return sum(-(-count // batch_size) for count in buckets.values())


def pretrained(path, model):
    """Not there: random numbers, without a word."""
    if path == "" or path is None or not os.path.exists(path):
        return
    logging.getLogger(hps.data.exp_dir).info("loaded pretrained %s" % path)
    weights = torch.load(path, map_location="cpu", weights_only=False)["weight"]
    missing = [key for key in model if key not in weights]
    model.update({key: value for key, value in weights.items() if key in model})
    print("loaded pretrained %s" % path, "_IncompatibleKeys(missing_keys=%s, unexpected_keys=[])" % missing if missing else "<All keys matched successfully>")


def main():
    double.require_root()
    version = hps.model.version
    logger = logging.getLogger(os.path.basename(hps.data.exp_dir))
    logger.info(hps)
    double.log("s2", epochs=hps.train.epochs, batch=hps.train.batch_size, seed=hps.train.seed, decay=hps.train.lr_decay)
    random.seed(hps.train.seed)
    for needed in ("fp16_run", "segment_size", "grad_ckpt", "eps", "c_mel"):
        getattr(hps.train, needed)
    steps = steps_per_epoch(read_dataset(hps.data.exp_dir, version), hps.train.batch_size)
    generator = {name: [random.random() for _ in range(4)] for name in ("enc_p.text_embedding.weight", "enc_q.enc.weight", "dec.weight")}
    discriminator = {"discriminators.0.weight": [random.random() for _ in range(4)]}
    rate = hps.train.learning_rate
    low = rate * hps.train.text_low_lr_rate
    optimizer_g = {"state": {"step": 0}, "param_groups": [{"lr": lr} for lr in (rate, low, low, low)]}
    optimizer_d = {"state": {"step": 0}, "param_groups": [{"lr": rate}]}
    logs = "%s/logs_s2_%s" % (hps.data.exp_dir, version)
    try:
        utils.load_checkpoint(utils.latest_checkpoint_path(logs, "D_*.pth"), discriminator, optimizer_d)
        logger.info("loaded D")
        epoch_str = utils.load_checkpoint(utils.latest_checkpoint_path(logs, "G_*.pth"), generator, optimizer_g) + 1
        global_step = (epoch_str - 1) * steps
    except Exception:
        epoch_str = 1
        global_step = 0
        pretrained(hps.train.pretrained_s2G, generator)
        pretrained(hps.train.pretrained_s2D, discriminator)
    groups = optimizer_g["param_groups"] + optimizer_d["param_groups"]
    for _ in range(epoch_str):
        for group in groups:
            group["lr"] *= hps.train.lr_decay
    print("start training from epoch %s" % epoch_str)
    for epoch in range(epoch_str, hps.train.epochs + 1):
        for batch in range(steps):
            double.take_memory("s2", hps.train.batch_size, epoch)
            time.sleep(double.knob("sleep", 0))
            sys.stderr.write("\r" + double.bar("", batch + 1, steps))
            lr = groups[0]["lr"]
            for weights in (generator, discriminator):
                for name, values in weights.items():
                    weights[name] = [value + lr * random.random() for value in values]
            for optimizer in (optimizer_g, optimizer_d):
                optimizer["state"]["step"] += 1
            if global_step % hps.train.log_interval == 0:
                mel = float("nan") if double.knob("nan") else 200 / (1 + generator["dec.weight"][0])
                logger.info("Train Epoch: {} [{:.0f}%]".format(epoch, 100.0 * batch / steps))
                logger.info([2.5, 2.5, 0.5, mel, 0.0, 1.5, global_step, lr])
            global_step += 1
        sys.stderr.write("\n")
        if epoch % hps.train.save_every_epoch == 0:
            number = global_step if hps.train.if_save_latest == 0 else 233333333333
            utils.save_checkpoint(generator, optimizer_g, hps.train.learning_rate, epoch, "%s/G_%s.pth" % (logs, number))
            utils.save_checkpoint(discriminator, optimizer_d, hps.train.learning_rate, epoch, "%s/D_%s.pth" % (logs, number))
            if hps.train.if_save_every_weights == True:
                name = "%s_e%s_s%s" % (hps.name, epoch, global_step)
                header = version if version in ("v2Pro", "v2ProPlus") else None
                logger.info("saving ckpt %s_e%s:%s" % (hps.name, epoch, savee(generator, name, epoch, global_step, hps, header)))
        logger.info("====> Epoch: {}".format(epoch))
        for group in groups:
            group["lr"] *= hps.train.lr_decay
    print("training done")
    double.log("s2-end", rates=[group["lr"] for group in groups])


if __name__ == "__main__":
    main()
