import os
import sys
import traceback

import double
import torch
from text.cleaner import clean_text

double.require_root()
opt_dir = os.environ.get("opt_dir")
version = os.environ.get("version", None)
bert_pretrained_dir = os.environ.get("bert_pretrained_dir")
text_path = "%s/2-name2text-%s.txt" % (opt_dir, os.environ.get("i_part"))
eval(os.environ.get("is_half", "True"))
if os.path.exists(text_path):
    sys.exit(0)
bert_dir = "%s/3-bert" % opt_dir
os.makedirs(bert_dir, exist_ok=True)
if not os.path.exists(bert_pretrained_dir):
    raise FileNotFoundError(bert_pretrained_dir)

languages = {"ZH": "zh", "zh": "zh", "JP": "ja", "JA": "ja", "ja": "ja", "EN": "en", "en": "en", "KO": "ko", "ko": "ko", "YUE": "yue"}
rows = []
todo = []
for line in double.part_of_list():
    try:
        wav_name, speaker, language, text = line.split("|")
        if language in languages:
            todo.append((wav_name, text, languages[language]))
        else:
            print(f"\033[33m[Waring] The {language = } of {wav_name} is not supported for training.\033[0m")
    except Exception:
        print(line, traceback.format_exc())
double.log("text", clips=[name for name, _, _ in todo])
for name, text, language in todo:
    try:
        name = os.path.basename(double.clean_path(name))
        print(name)
        phones, word2ph, norm_text = clean_text(text.replace("%", "-").replace("￥", ","), language, version)
        if double.fails("text", name):
            raise KeyError("UNK")
        path_bert = "%s/%s.pt" % (bert_dir, name)
        if not os.path.exists(path_bert) and language == "zh":
            double.my_save({"columns": len(phones)}, path_bert, os.environ["i_part"])
        rows.append("%s\t%s\t%s\t%s" % (name, " ".join(phones), word2ph, norm_text))
    except Exception:
        print(name, text, traceback.format_exc())
with open(text_path, "w", encoding="utf8") as file:
    file.write("\n".join(rows) + "\n")
