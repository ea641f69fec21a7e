"""Makes tiny pretrained files with random weights for a throw-away GPT-SoVITS checkout, so that its real programs run on a CPU.

    python make_pretrained.py CHECKOUT [VERSION ...]     (versions: v2, v2Pro, v2ProPlus; v2Pro when none is named)

Run it with the Python of the checkout. It shrinks the checkout's own config templates (fewer layers, a small vocoder, short
segments), builds the models with the checkout's own classes, and writes every file English training and synthesis need:
the S2 generator and discriminator, the S1 model, the speaker encoder, HuBERT, the BERT folder and the NLTK data. What these
models speak is noise. Never point it at a checkout that has real pretrained files: it refuses to replace them.
"""

import json
import os
import sys
import zipfile
from pathlib import Path

MARK = "timbre-random-weights"
"""File in pretrained_models that says these files are ours and may be replaced."""

PRETRAINED = Path("GPT_SoVITS/pretrained_models")
CONFIGS = Path("GPT_SoVITS/configs")
S2_FILES = {
    "v2": ("s2.json", "gsv-v2final-pretrained/s2G2333k.pth"),
    "v2Pro": ("s2v2Pro.json", "v2Pro/s2Gv2Pro.pth"),
    "v2ProPlus": ("s2v2ProPlus.json", "v2Pro/s2Gv2ProPlus.pth"),
}
S1_FILES = {
    "v2": "gsv-v2final-pretrained/s1bert25hz-5kh-longer-epoch=12-step=369668.ckpt",
    "v2Pro": "s1v3.ckpt",
    "v2ProPlus": "s1v3.ckpt",
}
SMALL_S2 = {"n_layers": 2, "upsample_initial_channel": 32}
SEGMENT_SIZE = 1280
"""Samples the discriminator hears at once, two frames: the cost of a training step follows it."""
MAX_SECONDS = 12
"""Longest S1 sequence: a random S1 rarely ends by itself."""
S2G_BYTES = 112 * 1024 * 1024
"""3-get-semantic.py tells the version by the file's size: over 103,520 KiB is v2 and its descendants."""


def shrink_templates() -> None:
    """Rewrites the checkout's config templates; the training programs and these files then agree."""
    for name, _ in S2_FILES.values():
        path = CONFIGS / name
        config = json.loads(path.read_text())
        config["model"].update(SMALL_S2)
        config["train"]["segment_size"] = SEGMENT_SIZE
        path.write_text(json.dumps(config, indent=2))
    import yaml

    path = CONFIGS / "s1longer-v2.yaml"
    config = yaml.safe_load(path.read_text())
    config["model"]["n_layer"] = 2
    config["data"]["max_sec"] = MAX_SECONDS
    path.write_text(yaml.safe_dump(config))


def save(value: object, path: Path) -> None:
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(value, path)
    print(f"{path}: {path.stat().st_size} bytes")


def half(state: dict) -> dict:
    return {name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in state.items()}


def make_s2(version: str) -> None:
    import torch
    import utils
    from module.models import MultiPeriodDiscriminator, SynthesizerTrn

    template, file = S2_FILES[version]
    config = json.loads((CONFIGS / template).read_text())
    config["model"]["version"] = version
    hps = utils.HParams(**config)
    generator = SynthesizerTrn(
        hps.data.filter_length // 2 + 1,
        hps.train.segment_size // hps.data.hop_length,
        n_speakers=hps.data.n_speakers,
        **hps.model,
    )
    # An initialized codebook: without it the programs run k-means, which needs a process group.
    codebook = generator.quantizer.vq.layers[0]._codebook
    codebook.inited.fill_(1)
    codebook.embed.normal_(std=0.5)
    codebook.embed_avg.copy_(codebook.embed)
    codebook.cluster_size.fill_(1)
    discriminator = MultiPeriodDiscriminator(hps.model.use_spectral_norm, version=version)
    weight = half(generator.state_dict())
    used = sum(tensor.numel() * tensor.element_size() for tensor in weight.values())
    padding = torch.zeros(max(0, S2G_BYTES - used), dtype=torch.uint8)
    path = PRETRAINED / file
    save({"weight": weight, "config": config, "info": MARK, "padding": padding}, path)
    save(
        {"weight": half(discriminator.state_dict()), "config": config, "info": MARK},
        path.with_name(path.name.replace("s2G", "s2D")),
    )


def make_s1(file: str) -> None:
    import yaml
    from AR.models.t2s_lightning_module import Text2SemanticLightningModule

    config = yaml.safe_load((CONFIGS / "s1longer-v2.yaml").read_text())
    model = Text2SemanticLightningModule(config, "", is_train=False)
    save({"weight": half(model.state_dict()), "config": config, "info": MARK}, PRETRAINED / file)


def make_speaker_encoder() -> None:
    from ERes2NetV2 import ERes2NetV2

    model = ERes2NetV2(baseWidth=24, scale=4, expansion=4)
    save(model.state_dict(), PRETRAINED / "sv/pretrained_eres2netv2w24s4ep4.ckpt")


def make_encoders() -> None:
    import torch
    from transformers import BertConfig, BertForMaskedLM, BertTokenizerFast
    from transformers import HubertConfig, HubertModel, Wav2Vec2FeatureExtractor

    folder = PRETRAINED / "chinese-hubert-base"
    hubert = HubertModel(
        HubertConfig(hidden_size=768, num_hidden_layers=1, num_attention_heads=12, intermediate_size=128, conv_dim=(64,) * 7)
    )
    hubert.config.save_pretrained(folder)
    Wav2Vec2FeatureExtractor().save_pretrained(folder)
    save(hubert.state_dict(), folder / "pytorch_model.bin")

    folder = PRETRAINED / "chinese-roberta-wwm-ext-large"
    folder.mkdir(parents=True, exist_ok=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz.,!?"]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    bert = BertForMaskedLM(
        BertConfig(
            vocab_size=len(words), hidden_size=1024, num_hidden_layers=3, num_attention_heads=16, intermediate_size=128
        )
    )
    bert.config.architectures = ["BertForMaskedLM"]
    bert.config.save_pretrained(folder)
    save(bert.state_dict(), folder / "pytorch_model.bin")


def make_nltk_data() -> None:
    """The pronunciations come from the checkout's own dictionary; the tagger knows one tag."""
    root = Path(sys.prefix) / "nltk_data"
    if (root / "corpora/cmudict.zip").exists():
        print(f"{root}: already there")
        return
    lines = []
    for line in Path("GPT_SoVITS/text/cmudict-fast.rep").read_text().splitlines():
        word, *phones = line.split()
        if phones:
            lines.append(f"{word.upper()} 1 {' '.join(phones)}")
    files = {
        "corpora/cmudict/cmudict": "\n".join(lines) + "\n",
        "corpora/cmudict/README": MARK,
    }
    for folder in ("averaged_perceptron_tagger", "averaged_perceptron_tagger_eng"):
        for part, value in (("weights", {}), ("tagdict", {}), ("classes", ["NN"])):
            files[f"taggers/{folder}/averaged_perceptron_tagger_eng.{part}.json"] = json.dumps(value)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for folder in {Path(name).parent for name in files}:
        with zipfile.ZipFile(root / f"{folder}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name in files:
                if Path(name).parent == folder:
                    archive.write(root / name, f"{folder.name}/{Path(name).name}")
    print(f"{root}: {len(lines)} pronunciations")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    versions = sys.argv[2:] or ["v2Pro"]
    for version in versions:
        if version not in S2_FILES:
            sys.exit(f"unknown version {version}")
    os.chdir(sys.argv[1])
    mark = PRETRAINED / MARK
    held = [file for _, file in S2_FILES.values() if (PRETRAINED / file).exists()]
    if held and not mark.exists():
        sys.exit(f"{PRETRAINED} holds real files ({', '.join(held)}): use a checkout of its own.")
    sys.path[:0] = [os.getcwd(), "GPT_SoVITS", "GPT_SoVITS/eres2net"]
    os.environ["version"] = "v2"
    import torch

    torch.manual_seed(1)
    PRETRAINED.mkdir(parents=True, exist_ok=True)
    mark.touch()
    shrink_templates()
    for version in versions:
        make_s2(version)
    for file in sorted({S1_FILES[version] for version in versions}):
        make_s1(file)
    make_speaker_encoder()
    make_encoders()
    make_nltk_data()


main()
