import os
import shutil
import traceback
import wave

import double

double.require_root()
opt_dir = os.environ.get("opt_dir")
inp_wav_dir = os.environ.get("inp_wav_dir")
if not os.path.isdir(os.environ.get("cnhubert_base_dir")):
    raise FileNotFoundError(os.environ.get("cnhubert_base_dir"))
eval(os.environ.get("is_half", "True"))
hubert_dir = "%s/4-cnhubert" % opt_dir
wav_dir = "%s/5-wav32k" % opt_dir
os.makedirs(hubert_dir, exist_ok=True)
os.makedirs(wav_dir, exist_ok=True)


def name2go(name, path):
    hubert_path = "%s/%s.pt" % (hubert_dir, name)
    if os.path.exists(hubert_path):
        return
    with wave.open(path) as file:
        assert file.getframerate() == 32000 and file.getnchannels() == 1
        frames = file.getnframes()
        if not any(file.readframes(frames)):
            raise ValueError("Audio buffer is not finite everywhere")
    if double.fails("hubert", name):
        print("%s-filtered,%s" % (name, 2.5))
        return
    if double.fails("nan", name):
        print("nan filtered:%s" % name)
        return
    shutil.copyfile(path, "%s/%s" % (wav_dir, name))
    double.my_save({"frames": frames // 640}, hubert_path, os.environ["i_part"])


done = []
for line in double.part_of_list():
    try:
        wav_name, speaker, language, text = line.split("|")
        wav_name = double.clean_path(wav_name)
        path = wav_name
        if inp_wav_dir != "" and inp_wav_dir is not None:
            path = "%s/%s" % (inp_wav_dir, os.path.basename(wav_name))
        done.append(os.path.basename(wav_name))
        name2go(os.path.basename(wav_name), path)
    except Exception:
        print(line, traceback.format_exc())
double.log("hubert", clips=done)
