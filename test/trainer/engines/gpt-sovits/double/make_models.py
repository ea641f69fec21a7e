"""Makes the pretrained files of the double, each with the few numbers that its programs train.

    python3 make_models.py      in the root of the double
"""

import os

import torch

MODELS = "GPT_SoVITS/pretrained_models/"
S2 = {"v2": "gsv-v2final-pretrained/s2%s2333k.pth", "v2Pro": "v2Pro/s2%sv2Pro.pth", "v2ProPlus": "v2Pro/s2%sv2ProPlus.pth"}
S1 = ("gsv-v2final-pretrained/s1bert25hz-5kh-longer-epoch=12-step=369668.ckpt", "s1v3.ckpt")


def make(name, value):
    os.makedirs(os.path.dirname(MODELS + name), exist_ok=True)
    torch.save(value, MODELS + name)


if __name__ == "__main__":
    for pattern in S2.values():
        weights = {name: [0.5] * 4 for name in ("enc_p.text_embedding.weight", "enc_q.enc.weight", "dec.weight")}
        # The version is told by the size.
        make(pattern % "G", {"weight": weights, "padding": b"\0" * 110_000})
        make(pattern % "D", {"weight": {"discriminators.0.weight": [0.5] * 4}})
    for name in S1:
        make(name, {"weight": {"model.h.weight": [0.5] * 4}})
    make("sv/pretrained_eres2netv2w24s4ep4.ckpt", {"conv1.weight": [0.5]})
    for folder in ("chinese-hubert-base", "chinese-roberta-wwm-ext-large"):
        for name in ("config.json", "pytorch_model.bin"):
            os.makedirs(MODELS + folder, exist_ok=True)
            with open(MODELS + folder + "/" + name, "w") as file:
                file.write("{}\n")
