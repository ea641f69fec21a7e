import os
import traceback

import double
import torch

double.require_root()
opt_dir = os.environ.get("opt_dir")
torch.load(os.environ.get("sv_path"), map_location="cpu")
speaker_dir = "%s/7-sv_cn" % opt_dir
os.makedirs(speaker_dir, exist_ok=True)
for line in double.part_of_list():
    try:
        wav_name, speaker, language, text = line.split("|")
        name = os.path.basename(double.clean_path(wav_name))
        path = "%s/%s.pt" % (speaker_dir, name)
        if os.path.exists(path):
            continue
        seconds = double.seconds_of("%s/5-wav32k/%s" % (opt_dir, name))
        if double.fails("speaker", name):
            raise RuntimeError("choose a window size 400 that is [2, 0]")
        double.my_save({"seconds": seconds}, path, os.environ["i_part"])
    except Exception:
        print(line, traceback.format_exc())
