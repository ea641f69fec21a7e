"""Contract double of GPT-SoVITS's api_v2.py: its command line, endpoints, answers and traps, without its models.

It speaks in tones that follow from the weights, the remembered reference, the text and the seed. Texts that contain one of
these words make it fail as the real one does: FAILS (an exception while speaking), HANGS, DIES, GROWS (its memory).
"""

import argparse
import hashlib
import json
import math
import os
import random
import signal
import struct
import sys
import time
import wave
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from urllib.parse import parse_qs, urlparse

MODELS = "GPT_SoVITS/pretrained_models/"
DEFAULTS = {
    "v2": ("gsv-v2final-pretrained/s1bert25hz-5kh-longer-epoch=12-step=369668.ckpt", "gsv-v2final-pretrained/s2G2333k.pth"),
    "v2Pro": ("s1v3.ckpt", "v2Pro/s2Gv2Pro.pth"),
    "v2ProPlus": ("s1v3.ckpt", "v2Pro/s2Gv2ProPlus.pth"),
}
LANGUAGES = ["auto", "auto_yue", "en", "zh", "ja", "yue", "ko", "all_zh", "all_ja", "all_yue", "all_ko"]
RATE = 32000


def log(*words):
    """For tests: what it was asked and what it did, into the file that they name."""
    path = os.environ.get("DOUBLE_API_LOG")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(words, ensure_ascii=False) + "\n")


def fingerprint(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Settings:
    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            self.custom = json.load(file)["custom"]
        assert self.custom["version"] in DEFAULTS, "Invalid version!"
        gpt, sovits = (MODELS + name for name in DEFAULTS[self.custom["version"]])
        # A path that leads nowhere is no error: the base speaks.
        for key, default in (("t2s_weights_path", gpt), ("vits_weights_path", sovits)):
            if not os.path.exists(self.custom.get(key) or ""):
                self.custom[key] = default
                print(f"fall back to default {key}: {default}")

    def save(self):
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"custom": self.custom}, file)


class Pipeline:
    """One model and one remembered prompt for everybody."""

    def __init__(self, settings):
        self.settings = settings
        self.prompt = {"path": None, "codes": None, "text": None, "phones": None}
        self.ballast = []
        self.load_gpt(settings.custom["t2s_weights_path"])
        self.load_sovits(settings.custom["vits_weights_path"])

    def load_gpt(self, path):
        print(f"Loading Text2Semantic weights from {path}")
        self.settings.custom["t2s_weights_path"] = path
        self.settings.save()
        self.gpt = fingerprint(path)
        log("gpt", path, self.gpt)

    def load_sovits(self, path):
        self.settings.custom["vits_weights_path"] = path
        self.sovits = fingerprint(path)
        print(f"Loading VITS weights from {path}. <All keys matched successfully>")
        self.settings.save()
        log("sovits", path, self.sovits)

    def remember(self, path):
        if path == self.prompt["path"]:
            return
        if not os.path.exists(path):
            raise ValueError(f"{path} not exists")
        with wave.open(path) as file:
            seconds = file.getnframes() / file.getframerate()
        if not 3 <= seconds <= 10:
            raise OSError("Reference audio is outside the 3-10 second range, please choose another one!")
        # The codes come from the weights that are loaded now.
        self.prompt["codes"] = fingerprint(path) + self.sovits
        self.prompt["path"] = path
        # Reading it draws random numbers.
        self.drawn = 1
        log("reference", path)

    def speak(self, request):
        text, language = request["text"], request["text_lang"]
        # It is seeded before the reference is read.
        self.drawn = 0
        self.remember(request["ref_audio_path"])
        prompt_text = (request.get("prompt_text") or "").strip("\n")
        if prompt_text:
            if prompt_text[-1] not in ",.?!。":
                prompt_text += "." if request["prompt_lang"] == "en" else "。"
            if self.prompt["text"] != prompt_text:
                self.prompt["text"] = prompt_text
                self.prompt["phones"] = request["prompt_lang"] + prompt_text
                log("prompt", prompt_text, request["prompt_lang"])
        if text == "...":
            raise Exception("Please enter valid text.")
        if not any(letter.isalnum() and letter != "々" for letter in text):
            return 16000, [0] * 16000
        try:
            if "HANGS" in text:
                time.sleep(3600)
            if "DIES" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "GROWS" in text:
                self.ballast.append(bytearray(b"x" * 80_000_000))
            if "FAILS" in text:
                raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
            return RATE, self.tones(text, language, request)
        except Exception:
            import traceback

            traceback.print_exc()
            return 16000, [0] * 16000

    def tones(self, text, language, request):
        seed = request.get("seed", -1)
        if seed in (-1, "", None):
            seed = random.randrange(2**32)
        parts = [self.gpt, self.sovits, self.prompt["codes"], self.prompt["phones"], language, text, seed, self.drawn]
        digest = hashlib.sha256("|".join(str(part) for part in parts).encode()).digest()
        base = 90 + digest[0]
        log("tts", text, request["ref_audio_path"])
        samples = []
        for index, letter in enumerate(text):
            hertz = base * (1 + (ord(letter) + digest[index % 32]) % 7 / 40)
            for i in range(RATE // 16):
                loud = 0 if letter.isspace() else math.sin(math.pi * i * 16 / RATE)
                angle = 2 * math.pi * hertz * i / RATE
                samples.append(int(8000 * loud * (math.sin(angle) + 0.5 * math.sin(2 * angle) + 0.2 * math.sin(5 * angle)) / 1.7))
        return samples + [0] * int(0.3 * RATE)


def check(request):
    if not request.get("ref_audio_path"):
        return "ref_audio_path is required"
    if not request.get("text"):
        return "text is required"
    for key in ("text_lang", "prompt_lang"):
        if not request.get(key):
            return f"{key} is required"
        if request[key].lower() not in LANGUAGES:
            return f"{key}: {request[key]} is not supported in version {PIPELINE.settings.custom['version']}"
    return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def do_GET(self):
        url = urlparse(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        loads = {
            "/set_gpt_weights": ("gpt", PIPELINE.load_gpt),
            "/set_sovits_weights": ("sovits", PIPELINE.load_sovits),
            "/set_refer_audio": ("refer", PIPELINE.remember),
        }
        if url.path not in loads:
            return self.answer(404, {"detail": "Not Found"})
        name, load = loads[url.path]
        path = query.get("refer_audio_path" if name == "refer" else "weights_path")
        if not path and name != "refer":
            return self.answer(400, {"message": f"{name} weight path is required"})
        try:
            load(path)
        except Exception as error:
            message = "set refer audio failed" if name == "refer" else f"change {name} weight failed"
            return self.answer(400, {"message": message, "Exception": str(error)})
        return self.answer(200, {"message": "success"})

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        if urlparse(self.path).path != "/tts":
            return self.answer(404, {"detail": "Not Found"})
        reason = check(request)
        if reason:
            return self.answer(400, {"message": reason})
        try:
            rate, samples = PIPELINE.speak(request)
        except Exception as error:
            return self.answer(400, {"message": "tts failed", "Exception": str(error)})
        data = BytesIO()
        with wave.open(data, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
        return self.answer(200, data.getvalue(), "audio/wav")

    def log_message(self, *_):
        print(f'INFO:     127.0.0.1:0 - "{self.command} {self.path} HTTP/1.1" {_[2] if len(_) > 2 else ""}')


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="GPT-SoVITS api")
    parser.add_argument("-c", "--tts_config", default="GPT_SoVITS/configs/tts_infer.yaml")
    parser.add_argument("-a", "--bind_addr", default="127.0.0.1")
    parser.add_argument("-p", "--port", type=int, default=9880)
    arguments = parser.parse_args()
    log("started", os.getpid(), os.environ.get("is_half"), os.environ.get("DISCORD_TOKEN"))
    PIPELINE = Pipeline(Settings(arguments.tts_config))
    custom = PIPELINE.settings.custom
    log("computes", custom["device"], custom["is_half"], os.environ.get("is_half"), os.environ.get("CUDA_VISIBLE_DEVICES"))
    print(f"INFO:     Started server process [{os.getpid()}]", file=sys.stderr)
    try:
        server = HTTPServer((arguments.bind_addr, arguments.port), Handler)
    except OSError as error:
        print(f"ERROR:    [Errno {error.errno}] error while attempting to bind on address", file=sys.stderr)
        sys.exit(1)
    print(f"INFO:     Uvicorn running on http://{arguments.bind_addr}:{arguments.port} (Press CTRL+C to quit)", file=sys.stderr)
    server.serve_forever()
