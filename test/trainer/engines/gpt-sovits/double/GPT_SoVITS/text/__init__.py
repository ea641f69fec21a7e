"""Sounds of the double: letters."""

symbols = set("abcdefghijklmnopqrstuvwxyz.,!?") | {"zh_%d" % i for i in range(10)}


def cleaned_text_to_sequence(phones, version=None):
    if version is None:
        raise KeyError("version")
    return [ord(phone[-1]) if phone in symbols else {}[phone] for phone in phones]
