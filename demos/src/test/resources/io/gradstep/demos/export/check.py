"""Runs exported scripts, and takes saved files over into their networks; without the safetensors package.

Its argument is a JSON file with a list of cases.
"""

import json
import runpy
import struct
import sys

import torch


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    header.pop("__metadata__")
    tensors = {}
    for name, slot in header.items():
        assert slot["dtype"] == "F64", slot
        begin, end = slot["data_offsets"]
        tensors[name] = torch.frombuffer(data[begin:end], dtype=torch.float64).reshape(slot["shape"])
    return tensors


def check(case):
    # The script compares loss and gradients itself, and raises where they differ.
    script = runpy.run_path(case["script"], run_name="__main__")
    network = script["network"]
    for parameter in network.parameters():
        torch.nn.init.zeros_(parameter)
    network.load_state_dict(read_safetensors(case["model"]), strict=True)
    for answer in case["answers"]:
        expected = torch.tensor(answer["outputs"])
        torch.testing.assert_close(script["predict"](answer["row"]), expected, rtol=1e-12, atol=1e-12)
        if "label" in answer:
            assert script["label"](answer["row"]) == answer["label"], answer
        if "probabilities" in answer:
            expected = torch.tensor(answer["probabilities"])
            torch.testing.assert_close(script["probabilities"](answer["row"]), expected, rtol=1e-12, atol=1e-12)


for case in json.load(open(sys.argv[1])):
    try:
        check(case)
    except Exception as error:
        raise SystemExit(case["script"] + ": " + repr(error))
    print("checked", case["script"])
