"""Stands in for PyTorch: archives of the same form, holding plain Python values."""

import io
import os
import pickle
import zipfile


class OutOfMemoryError(RuntimeError):
    pass


def save(value, target):
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(value, protocol=2))
        archive.writestr("archive/version", "3\n")


class _PlainOnly(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) != ("collections", "OrderedDict"):
            raise pickle.UnpicklingError(
                "Weights only load failed. WeightsUnpickler error: Unsupported global: GLOBAL %s.%s was not an allowed global by default."
                % (module, name)
            )
        return super().find_class(module, name)


def load(source, map_location=None, weights_only=None):
    """As since 2.6: who does not say gets plain values only, unless the environment says otherwise."""
    if weights_only is None:
        weights_only = os.environ.get("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD") != "1"
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            source = io.BytesIO(file.read())
    if source.read(2) != b"PK":
        raise pickle.UnpicklingError("invalid load key, '0'.")
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            data = archive.read("archive/data.pkl")
    except (zipfile.BadZipFile, EOFError) as error:
        raise RuntimeError("PytorchStreamReader failed reading zip archive: failed finding central directory") from error
    return _PlainOnly(io.BytesIO(data)).load() if weights_only else pickle.loads(data)
