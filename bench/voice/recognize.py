"""Words that pocketsphinx hears: reads {"lm": ARPA file, "files": [raw 16-bit mono 16 kHz, ...]} and prints a JSON list of texts."""
import json
import sys

from pocketsphinx import Decoder

job = json.load(sys.stdin)
decoder = Decoder(lm=job["lm"], loglevel="FATAL")
heard = []
for name in job["files"]:
    with open(name, "rb") as file:
        samples = file.read()
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    heard.append(hypothesis.hypstr if hypothesis else "")
json.dump(heard, sys.stdout)
