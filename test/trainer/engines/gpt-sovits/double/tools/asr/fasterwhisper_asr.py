import argparse
import os

import double

parser = argparse.ArgumentParser()
parser.add_argument("-i", "--input_folder", type=str, required=True)
parser.add_argument("-o", "--output_folder", type=str, required=True)
parser.add_argument("-s", "--model_size", type=str, default="large-v3", choices=["medium", "large-v2", "large-v3", "large-v3-turbo"])
parser.add_argument("-l", "--language", type=str, default="ja")
parser.add_argument("-p", "--precision", type=str, default="float16", choices=["float16", "float32", "int8"])
args = parser.parse_args()
double.require_root()
if os.environ.get("HF_HUB_OFFLINE") != "1":
    raise RuntimeError("would download gigabytes")
if double.knob("deaf"):
    raise ModuleNotFoundError("No module named 'faster_whisper'")
folder = os.path.basename(args.input_folder)
lines = []
for name in sorted(os.listdir(args.input_folder)):
    path = os.path.join(args.input_folder, name)
    if double.fails("heard", name):
        print("Invalid data found when processing input")
        continue
    words = "" if double.fails("understood", name) else "these words were heard, and they were said well"
    lines.append(f"{path}|{folder}|{args.language.upper()}|{words}")
os.makedirs(args.output_folder, exist_ok=True)
with open(f"{args.output_folder}/{folder}.list", "w", encoding="utf-8") as file:
    file.write("\n".join(lines))
double.log("asr", files=len(lines), language=args.language)
