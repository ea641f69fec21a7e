"""The other side of comparisons with PyTorch: runs a graph of src/learning, given as JSON, with torch's own kernels.

  learning_torch.py SPEC gradients IN OUT   loss and gradients of one batch; IN and OUT are safetensors files
  learning_torch.py SPEC train              trains; each line on stdin is a number of steps, each answer on stdout is
                                            JSON: seconds, CPU seconds, most memory in bytes
SPEC is the file that torch.ts writes. Works with torch 1.13 and newer."""
import json
import resource
import struct
import sys
import time

import torch
import torch.nn.functional as F

DTYPES = {1: torch.float32, 6: torch.int64, 7: torch.int64, 9: torch.bool}


def ints(tensor):
    return [int(x) for x in tensor.reshape(-1).tolist()]


def gemm(x, a):
    left = x[0].t() if a.get("transA") else x[0]
    right = x[1].t() if a.get("transB") else x[1]
    return torch.addmm(x[2], left, right) if len(x) > 2 else torch.mm(left, right)


def part(x, a):
    for start, end, axis in zip(ints(x[1]), ints(x[2]), ints(x[3])):
        x[0] = x[0].narrow(axis, start, end - start)
    return x[0]


def pad(x, a):
    widths = ints(x[1])
    rank = len(widths) // 2
    return F.pad(x[0], [w for axis in reversed(range(rank)) for w in (widths[axis], widths[rank + axis])])


def gather(x, a):
    if a.get("axis", 0) == 0 and x[0].dim() == 2:
        return F.embedding(x[1], x[0])
    return torch.index_select(x[0], a.get("axis", 0), x[1].reshape(-1))


def over_time(kernel):
    """Conv and ConvTranspose."""

    def run(x, a):
        bias = x[2] if len(x) > 2 else None
        before, after = a["pads"]
        options = {"stride": a["strides"][0], "dilation": a["dilations"][0], "groups": a["group"]}
        if kernel is F.conv1d:
            padded = F.pad(x[0], (before, after)) if before != after else x[0]
            return F.conv1d(padded, x[1], bias, padding=0 if before != after else before, **options)
        whole = F.conv_transpose1d(x[0], x[1], bias, output_padding=a["output_padding"][0], **options)
        return whole[..., before : whole.shape[-1] - after]

    return run


OPERATORS = {
    "Conv": over_time(F.conv1d),
    "ConvTranspose": over_time(F.conv_transpose1d),
    "Sin": lambda x, a: torch.sin(x[0]),
    "Cos": lambda x, a: torch.cos(x[0]),
    "Max": lambda x, a: torch.maximum(x[0], x[1]),
    "ReduceSumSquare": lambda x, a: (x[0] * x[0]).sum(a["axes"], keepdim=a.get("keepdims", 1) == 1),
    "ScatterND": lambda x, a: x[0].index_put((x[1].reshape(-1),), x[2]),
    "Add": lambda x, a: x[0] + x[1],
    "Sub": lambda x, a: x[0] - x[1],
    "Mul": lambda x, a: x[0] * x[1],
    "Div": lambda x, a: x[0] / x[1],
    "Neg": lambda x, a: -x[0],
    "Exp": lambda x, a: torch.exp(x[0]),
    "Log": lambda x, a: torch.log(x[0]),
    "Sqrt": lambda x, a: torch.sqrt(x[0]),
    "Abs": lambda x, a: torch.abs(x[0]),
    "Sign": lambda x, a: torch.sign(x[0]),
    "Erf": lambda x, a: torch.erf(x[0]),
    "Tanh": lambda x, a: torch.tanh(x[0]),
    "Sigmoid": lambda x, a: torch.sigmoid(x[0]),
    "Relu": lambda x, a: torch.relu(x[0]),
    "LeakyRelu": lambda x, a: F.leaky_relu(x[0], a["alpha"]),
    "Clip": lambda x, a: torch.clamp(x[0], float(x[1]), float(x[2])),
    "Softmax": lambda x, a: torch.softmax(x[0], -1),
    "LayerNormalization": lambda x, a: F.layer_norm(x[0], x[1].shape, x[1], None, a["epsilon"]),
    "Reshape": lambda x, a: x[0].reshape(ints(x[1])),
    "Transpose": lambda x, a: x[0].permute(a["perm"]),
    "Expand": lambda x, a: x[0].expand(ints(x[1])),
    "Concat": lambda x, a: torch.cat(x, a["axis"]),
    "ReduceSum": lambda x, a: x[0].sum(ints(x[1]), keepdim=a.get("keepdims", 1) == 1),
    "MatMul": lambda x, a: torch.matmul(x[0], x[1]),
    "Identity": lambda x, a: x[0],
    "Gemm": gemm,
    "Slice": part,
    "Pad": pad,
    "Gather": gather,
}


def constant(proto):
    values = proto.get("floatData") or proto.get("int64Data") or proto.get("int32Data")
    return torch.tensor(values, dtype=DTYPES[proto["dataType"]]).reshape(proto["dims"])


def attributes(node):
    return {a["name"]: next(a[k] for k in ("ints", "i", "f") if k in a) for a in node.get("attribute", [])}


class Graph:
    """The loss of a batch as a function of its data and the parameters."""

    def __init__(self, spec):
        self.constants = {proto["name"]: constant(proto) for proto in spec["graph"]["initializer"]}
        self.loss = spec["loss"]
        self.nodes = [
            (OPERATORS[n["opType"]], n["input"], n["output"][0], attributes(n)) for n in spec["graph"]["node"]
        ]

    def __call__(self, data, parameters):
        values = {**self.constants, **data, **{"p:" + name: value for name, value in parameters.items()}}
        for operator, inputs, output, given in self.nodes:
            values[output] = operator([values[name] for name in inputs], given)
        return values[self.loss]


def read_safetensors(path):
    with open(path, "rb") as file:
        content = file.read()
    (size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        body = bytearray(content[8 + size + start : 8 + size + end])
        tensors[name] = torch.frombuffer(body, dtype=torch.float32).reshape(entry["shape"])
    return tensors


def write_safetensors(path, tensors):
    header, offset, bodies = {}, 0, []
    for name, tensor in tensors.items():
        body = struct.pack("<%df" % tensor.numel(), *tensor.reshape(-1).tolist())
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(body)]}
        offset += len(body)
        bodies.append(body)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(bodies))


def typed(spec, name, tensor):
    return tensor.long() if spec["features"].get(name, {}).get("type") == "int32" else tensor


def check(spec, given, taken):
    tensors = read_safetensors(given)
    parameters = {name: tensors.pop("p:" + name).requires_grad_() for name in spec["parameters"]}
    data = {name: typed(spec, name, tensor) for name, tensor in tensors.items()}
    loss = Graph(spec)(data, parameters)
    loss.backward()
    write_safetensors(taken, {"loss": loss.detach(), **{name: p.grad for name, p in parameters.items()}})


def train(spec):
    """AdamW, clipping of the joint norm and a moving average of the weights, on random data."""
    torch.set_num_threads(spec["threads"])
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    rows, batch, graph = spec["rows"], spec["batch"], Graph(spec)
    graph.constants.update(read_safetensors(spec["arrays"]) if "arrays" in spec else {})
    data = {}
    for name, feature in spec["features"].items():
        shape = [rows, *feature["shape"]]
        integer = feature.get("type") == "int32"
        data[name] = torch.randint(0, feature["below"], shape) if integer else torch.randn(shape)
    parameters = {name: (torch.randn(shape) * 0.05).requires_grad_() for name, shape in spec["parameters"].items()}
    leaves = list(parameters.values())
    averages = [p.detach().clone() for p in leaves]
    try:
        optimizer = torch.optim.AdamW(leaves, lr=1e-3, weight_decay=spec["weightDecay"], fused=True)
    except (TypeError, RuntimeError):
        optimizer = torch.optim.AdamW(leaves, lr=1e-3, weight_decay=spec["weightDecay"])
    weights = torch.ones(batch)
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            indices = torch.randint(0, rows, (batch,))
            chosen = {name: tensor[indices] for name, tensor in data.items()}
            optimizer.zero_grad(set_to_none=True)
            graph({**chosen, "weights": weights}, parameters).backward()
            torch.nn.utils.clip_grad_norm_(leaves, 1.0)
            optimizer.step()
            with torch.no_grad():
                for average, parameter in zip(averages, leaves):
                    average.lerp_(parameter, 0.01)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        taken = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak": peak}
        print(json.dumps(taken), flush=True)


with open(sys.argv[1]) as file:
    SPEC = json.load(file)
if sys.argv[2] == "gradients":
    check(SPEC, sys.argv[3], sys.argv[4])
else:
    train(SPEC)
