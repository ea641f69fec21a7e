# A Whisper of a few numbers as the library transformers keeps it, and what it computes of them:
# python make_whisper.py FOLDER SEED. Needs torch and transformers. The numbers are of half precision, so that both read the same.
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import WhisperConfig, WhisperForConditionalGeneration

folder, seed = Path(sys.argv[1]), int(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(seed)
words = ["Hello", "Ġthere", "Ġfriend", "Ġof", "Ġmine", ".", "Ġagain", "Ã¼"]
special = ["<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|de|>", "<|translate|>", "<|transcribe|>", "<|notimestamps|>"]
size = len(words) + len(special) + 1  # one number that stands for no word
config = WhisperConfig(
    vocab_size=size, d_model=8, num_mel_bins=4, max_source_positions=50, max_target_positions=24,
    encoder_layers=1, decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2,
    encoder_ffn_dim=32, decoder_ffn_dim=32,
    bos_token_id=8, eos_token_id=8, pad_token_id=8, decoder_start_token_id=9,
    suppress_tokens=[3], begin_suppress_tokens=[5], attn_implementation="eager",
)
model = WhisperForConditionalGeneration(config).eval()
with torch.no_grad():
    for parameter in model.parameters():
        parameter.copy_((parameter + 0.3 * torch.randn_like(parameter)).half().float())
mel = torch.rand(1, 4, 100)
tokens = [9, 11, 13, 14, 0, 1]
with torch.no_grad():
    heard = model.model.encoder(mel).last_hidden_state
    logits = model(input_features=mel, decoder_input_ids=torch.tensor([tokens])).logits[0]

state = {name: tensor.half().contiguous() for name, tensor in model.state_dict().items() if name != "proj_out.weight"}
save_file(state, folder / "model.safetensors")
config.save_pretrained(folder)
vocab = {word: index for index, word in enumerate(words)}
added = {word: len(words) + index for index, word in enumerate(special)}
(folder / "vocab.json").write_text(json.dumps(vocab))
(folder / "added_tokens.json").write_text(json.dumps(added))
generation = {"suppress_tokens": [3], "begin_suppress_tokens": [5], "is_multilingual": True, "lang_to_id": {"<|en|>": 10, "<|de|>": 11}}
(folder / "generation_config.json").write_text(json.dumps(generation))
expected = {
    "tokens": tokens,
    "mel": [round(value, 5) for value in mel.flatten().tolist()],
    "logits": [[round(value, 5) for value in row] for row in logits.tolist()],
}
# What is rounded is what was computed with: once more with the rounded input.
rounded = torch.tensor(expected["mel"]).reshape(mel.shape)
with torch.no_grad():
    again = model(input_features=rounded, decoder_input_ids=torch.tensor([tokens])).logits[0]
expected["logits"] = [[round(value, 5) for value in row] for row in again.tolist()]
(folder / "expected.json").write_text(json.dumps(expected))
