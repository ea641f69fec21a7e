"""From text to sounds."""

from text import symbols


def clean_text(text, language, version):
    if version not in ("v1", "v2", "v2Pro", "v2ProPlus"):
        raise KeyError(version)
    if "unspeakable" in text:
        raise LookupError("Resource averaged_perceptron_tagger_eng not found.")
    if language == "zh":
        characters = [character for character in text if "\u4e00" <= character <= "\u9fff"]
        phones = [phone for character in characters for phone in ("zh_%d" % (ord(character) % 10), "zh_0")]
        return phones, [2] * len(characters), "".join(characters)
    # Nothing is no error: it is a pause.
    return [letter for letter in text.lower() if letter in symbols] or [","], None, text
