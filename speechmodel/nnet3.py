"""am/final.mdl: Kaldi's binary transition model and nnet3 network, as Vosk 0.3.45 reads them.

Source: Kaldi's hmm/transition-model.cc, hmm/hmm-topology.cc, nnet3/nnet-nnet.cc,
nnet3/am-nnet-simple.cc and matrix/compressed-matrix.cc.
A token is its text and a space; an int32 or float is its size (4) and its bytes, little-endian.
"""

import math
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from speechmodel.features import DIM
from speechmodel.net import REACH, Layer

_HALF: Final = 0.5
"""Every transition's probability: a constant per frame, so it decides nothing."""


def write(
    path: Path,
    phones: Mapping[int, int],
    layers: Sequence[Layer],
    priors: NDArray[np.float64],
) -> None:
    """`phones`: phone from 1 → pdf. The first layer keeps 16 bits, the others 8: input columns
    differ too much in scale for 8."""
    path.write_bytes(
        b"\0B"
        + _transitions(phones)
        + _network(layers)
        + _token("<LeftContext>")
        + _int(REACH)
        + _token("<RightContext>")
        + _int(REACH)
        + _token("<Priors>")
        + _floats(priors)
    )


def _transitions(phones: Mapping[int, int]) -> bytes:
    """One state a phone. Transition ids of phone p: 2p - 1 stays, 2p goes on."""
    count = len(phones)
    assert sorted(phones) == list(range(1, count + 1))
    states = b"".join(
        (
            *(_int(0), _int(2), _int(0), _float(_HALF), _int(1), _float(_HALF)),
            *(_int(-1), _int(0)),  # the final state: no pdf, no transitions
        )
    )
    topology = _ints(range(1, count + 1)) + _ints([-1, *[0] * count]) + _int(1) + _int(2) + states
    triples = b"".join(_int(phone) + _int(0) + _int(phones[phone]) for phone in sorted(phones))
    return (
        _token("<TransitionModel>")
        + _token("<Topology>") + topology + _token("</Topology>")
        + _token("<Triples>") + _int(count) + triples + _token("</Triples>")
        + _token("<LogProbs>") + _floats([0.0, *[math.log(_HALF)] * (2 * count)])
        + _token("</LogProbs>") + _token("</TransitionModel>")
    )  # fmt: skip


def _network(layers: Sequence[Layer]) -> bytes:
    lines = [f"input-node name=input dim={DIM}"]
    parts: list[tuple[str, bytes]] = []
    source = "input"

    def add(name: str, body: bytes, taken: str) -> str:
        lines.append(f"component-node name={name} component={name} input={taken}")
        parts.append((name, body))
        return name

    for index, layer in enumerate(layers):
        body = _affine(layer, bits=16 if index == 0 else 8)
        source = add(f"layer{index}.affine", body, _spliced(source, layer.offsets))
        if index < len(layers) - 1:
            body = _nonlinear("RectifiedLinearComponent", len(layer.bias))
            source = add(f"layer{index}.relu", body, source)
    source = add("output.log", _nonlinear("LogSoftmaxComponent", len(layers[-1].bias)), source)
    lines.append(f"output-node name=output input={source} objective=linear")
    return (
        _token("<Nnet3>") + b"\n" + "".join(f"{line}\n" for line in lines).encode() + b"\n"
        + _token("<NumComponents>") + _int(len(parts))
        + b"".join(_token("<ComponentName>") + _token(name) + body for name, body in parts)
        + _token("</Nnet3>")
    )  # fmt: skip


def _spliced(source: str, offsets: tuple[int, ...]) -> str:
    parts = [source if offset == 0 else f"Offset({source}, {offset})" for offset in offsets]
    return parts[0] if len(parts) == 1 else f"Append({', '.join(parts)})"


def _affine(layer: Layer, bits: int) -> bytes:
    name = "FixedAffineComponent"
    matrix = _compressed(layer.weight, bits)
    return (
        _token(f"<{name}>") + _token("<LinearParams>") + matrix
        + _token("<BiasParams>") + _floats(layer.bias) + _token(f"</{name}>")
    )  # fmt: skip


def _nonlinear(name: str, size: int) -> bytes:
    return (
        _token(f"<{name}>") + _token("<Dim>") + _int(size)
        + _token("<ValueAvg>") + _floats([]) + _token("<DerivAvg>") + _floats([])
        + _token("<Count>") + _float(0.0) + _token(f"</{name}>")
    )  # fmt: skip


def _compressed(matrix: NDArray[np.float64], bits: int) -> bytes:
    """Kaldi's CompressedMatrix "CM2" (16 bits) or "CM3" (8): one range for the whole matrix."""
    low, high = float(matrix.min()), float(matrix.max())
    span, top = max(high - low, 1e-5), 2**bits - 1
    steps = np.clip(np.round((matrix - low) / span * top), 0, top)
    head = struct.pack("<ffii", low, span, *matrix.shape)
    rows = bytes(steps.astype(f"<u{bits // 8}").tobytes())
    return _token("CM2" if bits == 16 else "CM3") + head + rows


def _token(text: str) -> bytes:
    return text.encode() + b" "


def _int(value: int) -> bytes:
    return struct.pack("<bi", 4, value)


def _float(value: float) -> bytes:
    return struct.pack("<bf", 4, value)


def _ints(values: Sequence[int]) -> bytes:
    return struct.pack("<bi", 4, len(values)) + np.asarray(values, "<i4").tobytes()


def _floats(values: ArrayLike) -> bytes:
    array = np.asarray(values, "<f4")
    return _token("FV") + _int(len(array)) + array.tobytes()
