#!/usr/bin/env python3
"""Writes tests/formats/torch/wrapped_*.pth: the net of mlp.pth (torch_files.py) as training code leaves it: under a
key of its own, under other names, beside counters. Python alone writes them, with the globals that torch.save names.

Usage: torch_checkpoints.py
"""
import collections
import io
import pathlib
import pickle
import struct
import sys
import types
import zipfile

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "formats" / "torch"
SHAPES = {"fc1.weight": (6, 4), "fc1.bias": (6,), "fc2.weight": (6, 6), "fc2.bias": (6,), "fc3.weight": (3, 6),
          "fc3.bias": (3,)}


def stand_in(module, name, made):
    """An object that pickles as the global module.name."""
    sys.modules.setdefault(module, types.ModuleType(module))
    made.__module__, made.__qualname__, made.__name__ = module, name, name
    setattr(sys.modules[module], name, made)
    return made


FloatStorage = stand_in("torch", "FloatStorage", type("FloatStorage", (), {}))
LongStorage = stand_in("torch", "LongStorage", type("LongStorage", (), {}))
rebuild = stand_in("torch._utils", "_rebuild_tensor_v2", lambda *arguments: None)


class Tensor:
    def __init__(self, shape, values, kind="f"):
        self.shape, self.values, self.kind = shape, values, kind

    def __reduce__(self):
        strides = [1]
        for size in reversed(self.shape[1:]):
            strides.insert(0, strides[0] * size)
        return rebuild, (self.Storage(self), 0, self.shape, tuple(strides[:len(self.shape)]), False,
                         collections.OrderedDict())

    class Storage:
        def __init__(self, tensor):
            self.tensor = tensor


class Pickler(pickle._Pickler):  # the one in Python, which asks persistent_id of every object
    def __init__(self, file):
        super().__init__(file, protocol=2)
        self.storages = []

    def persistent_id(self, value):
        if not isinstance(value, Tensor.Storage):
            return None
        tensor = value.tensor
        self.storages.append(struct.pack(f"<{len(tensor.values)}{tensor.kind}", *tensor.values))
        kind = FloatStorage if tensor.kind == "f" else LongStorage
        return "storage", kind, str(len(self.storages) - 1), "cpu", len(tensor.values)


def save(name, value, more=()):
    text = io.BytesIO()
    pickler = Pickler(text)
    pickler.dump(value)
    files = [("data.pkl", text.getvalue()), *more] + [(f"data/{i}", s) for i, s in enumerate(pickler.storages)]
    with zipfile.ZipFile(FOLDER / name, "w") as archive:
        for file, content in files + [("version", b"3\n")]:
            archive.writestr(zipfile.ZipInfo("archive/" + file), content)


def count(shape):
    return shape[0] * (shape[1] if len(shape) > 1 else 1)


def net(prefix=""):
    return collections.OrderedDict(
        (prefix + name, Tensor(shape, [(i % 7 - 3) / 4 for i in range(count(shape))])) for name, shape in SHAPES.items())


def main():
    save("wrapped_net.pth", {"net": net("module."), "acc": 94.5, "epoch": 199})
    save("wrapped_compiled.pth", {"iter_num": 5, "model": net("_orig_mod.")})
    save("wrapped_milestones.pth", {
        "epoch": 3, "scheduler_state_dict": {"milestones": collections.Counter({100: 1, 150: 1})},
        "model_state_dict": net("module._orig_mod.")})
    save("wrapped_twice.pth", {"state": {"lr": 0.1}, "model": {"epoch": 1, "state_dict": net("model.")}})
    averaged = net("module.")
    averaged["n_averaged"] = Tensor((), [7], "q")
    save("wrapped_averaged.pth", averaged)
    profiled = net()
    for layer in ("", "fc1.", "fc2."):
        profiled[layer + "total_ops"] = Tensor((1,), [24.0])
    save("wrapped_profiled.pth", profiled)
    save("wrapped_optimizer.pth", {"optimizer": {"state": {}}, "epoch": 3, "netG": None})
    save("wrapped_script.pth", net(), [("constants.pkl", pickle.dumps((), 2)), ("code/__torch__.py", b"class Net: ...")])


if __name__ == "__main__":
    main()
