"""How Python itself reads files of weights: a line of JSON for each one on standard input, which is [path, whether it is said to
be weights of S2 that GPT-SoVITS exported]. Nothing in them is called; with --torch, torch.load reads them, too, and whatever it
does beyond reading is told."""

import collections
import io
import json
import pathlib
import pickle
import pickletools
import sys
import zipfile

SIZES = {"Float": 4, "Half": 2, "BFloat16": 2, "Double": 8, "Long": 8, "Int": 4, "Short": 2, "Char": 1, "Byte": 1, "Bool": 1}


class HParams:
    pass


def reader(base, data):
    names, storages = [], {}

    class Reader(base):
        def find_class(self, module, name):
            if module + " " + name not in names:
                names.append(module + " " + name)
            if name == "OrderedDict":
                return collections.OrderedDict
            if name == "HParams":
                return HParams
            if name == "PosixPath":
                return pathlib.PurePosixPath
            if name == "_rebuild_tensor_v2":
                return lambda storage, offset, size, stride, grad, hooks: ["tensor", storage, offset, size, stride, grad, hooks]
            return type(name, (), {})

        def persistent_load(self, key):
            word, kind, number, location, count = key
            if word != "storage" or type(number) is not str or type(location) is not str or type(count) is not int:
                raise ValueError("no storage")
            storages[number] = count * SIZES[kind.__name__[: -len("Storage")]]
            return ["storage", kind.__name__, number, location, count]

    value = Reader(io.BytesIO(data)).load()
    return names, storages, shown(value, 0)


def shown(value, depth):
    if depth > 100:
        raise ValueError("too deep")
    if isinstance(value, dict):
        attributes = shown(value.__dict__, depth + 1) if getattr(value, "__dict__", None) else ""
        return "{%s}%s" % (", ".join(shown(k, depth + 1) + ": " + shown(v, depth + 1) for k, v in value.items()), attributes)
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + "(%s)" % ", ".join(shown(one, depth + 1) for one in value)
    if isinstance(value, HParams):
        return "HParams" + shown(value.__dict__, depth + 1)
    return value.__name__ if isinstance(value, type) else repr(value)


def what_is_loaded(path, is_export):
    """GPT-SoVITS puts the first bytes of its exports right (process_ckpt.py, load_sovits_new), and of nothing else."""
    with open(path, "rb") as file:
        content = file.read()
    return b"PK" + content[2:] if is_export else content


def look(path, is_export):
    content = what_is_loaded(path, is_export)
    if content[:4] != b"PK\x03\x04":
        raise ValueError("torch.load would try to read a tar, then a pickle")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        broken = archive.testzip()
        if broken is not None:
            raise ValueError("damaged: " + broken)
        infos = archive.infolist()
        members = [[info.filename, info.file_size] for info in infos]
        if len(set(archive.namelist())) != len(infos) or archive.comment:
            raise ValueError("names twice, or a comment")
        [name] = [info.filename for info in infos if info.filename.endswith("/data.pkl")]
        data = archive.read(name)
        folder = name[: -len("data.pkl")]
        sizes = {info.filename[len(folder) + 5 :]: info.file_size for info in infos if info.filename.startswith(folder + "data/")}
    pickletools.dis(data, io.StringIO())
    operations = list(pickletools.genops(data))
    if operations[-1][2] + 1 != len(data):
        raise ValueError("something follows the pickle")
    first, second = reader(pickle.Unpickler, data), reader(pickle._Unpickler, data)
    if first != second:
        raise ValueError("two readings: %r and %r" % (first, second))
    names, storages, _ = first
    if storages != sizes:
        raise ValueError("storages %r, and %r in the archive" % (storages, sizes))
    return {"members": members, "globals": names}


def load_with_torch(path, is_export):
    import types

    import torch

    module = sys.modules.setdefault("utils", types.ModuleType("utils"))
    module.HParams = HParams
    content = what_is_loaded(path, is_export)
    happened.clear()
    watching.append(True)
    try:
        torch.load(io.BytesIO(content), map_location="cpu", weights_only=False)
    finally:
        watching.clear()
    beyond = [event for event in happened if event not in harmless]
    if beyond:
        raise ValueError("torch.load did more than read: " + ", ".join(beyond))


happened, watching = [], []
harmless = {"pickle.find_class", "import", "object.__getattr__", "code.__new__", "marshal.loads", "object.__setattr__"}
if "--torch" in sys.argv:
    import torch

    # What it imports with the first file is no deed of the file.
    warm = io.BytesIO()
    torch.save(collections.OrderedDict(a=torch.zeros(2).half()), warm)
    for _ in range(2):
        torch.load(io.BytesIO(warm.getvalue()), map_location="cpu", weights_only=False)
    sys.addaudithook(lambda event, _: happened.append(event) if watching else None)
for line in sys.stdin:
    path, is_export = json.loads(line)
    try:
        seen = look(path, is_export)
        if "--torch" in sys.argv:
            load_with_torch(path, is_export)
        print(json.dumps(seen))
    except Exception as error:
        print(json.dumps({"error": "%s: %s" % (type(error).__name__, error)}))
