"""Exported weights: half precision, without the posterior encoder, their version in the first two bytes."""

import traceback
from collections import OrderedDict
from io import BytesIO

import double
import torch

bytes_of_version = {"v2Pro": b"05", "v2ProPlus": b"06"}


def savee(weights, name, epoch, steps, hps, model_version=None):
    try:
        if double.knob("noExport"):
            raise OSError(28, "No space left on device")
        exported = OrderedDict()
        exported["weight"] = {key: value for key, value in weights.items() if "enc_q" not in key}
        exported["config"] = hps
        exported["info"] = "%sepoch_%siteration" % (epoch, steps)
        path = "%s/%s.pth" % (hps.save_weight_dir, name)
        if model_version is None:
            double.my_save(exported, path)
            return "Success."
        buffer = BytesIO()
        torch.save(exported, buffer)
        with open(path, "wb") as file:
            file.write(bytes_of_version[model_version] + buffer.getvalue()[2:])
        return "Success."
    except Exception:
        return traceback.format_exc()
