"""Stands in for PyTorch: archives of the same form, holding plain Python values."""

import io
import os
import pickle
import struct
import zipfile
import zlib


class OutOfMemoryError(RuntimeError):
    pass


def save(value, target):
    archive = archived({"archive/data.pkl": pickle.dumps(value, protocol=2), "archive/version": b"3\n"})
    if isinstance(target, (str, os.PathLike)):
        with open(target, "wb") as file:
            file.write(archive)
    else:
        target.write(archive)


def archived(members):
    """As PyTorch lays it out: sizes behind the contents, which begin at multiples of 64 bytes, and records for large archives."""
    file, directory = b"", b""
    for name, content in members.items():
        at, name, crc, size = len(file), name.encode(), zlib.crc32(content), len(content)
        padding = -(at + 30 + len(name) + 4) % 64
        file += struct.pack("<4sHH18xHH", b"PK\3\4", 0, 0x808, len(name), padding + 4) + name
        file += struct.pack("<2sH", b"FB", padding) + b"Z" * padding + content
        file += struct.pack("<4sIII", b"PK\7\10", crc, size, size)
        directory += struct.pack("<4sHHH6xIIIH12xI", b"PK\1\2", 0, 0, 0x808, crc, size, size, len(name), at) + name
    count, at, size = len(members), len(file), len(directory)
    records = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 0x31E, 45, 0, 0, count, count, size, at)
    records += struct.pack("<4sIQI", b"PK\6\7", 0, at + size, 1)
    return file + directory + records + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, size, at, 0)


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
