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

_BYTE, _WORD = 255, 65_535
_STEPS: Final = (0, 64, 192, 255)
"""A byte's steps at a column's quartiles."""
_HALF: Final = 0.5
"""Every transition's probability: a constant per frame, so it decides nothing."""


def write(
    path: Path,
    phones: Mapping[int, int],
    layers: Sequence[Layer],
    priors: NDArray[np.float64],
) -> None:
    """`phones`: phone from 1 → pdf. A weight takes a byte; the first layer's columns differ as much
    as the features do: one range is not enough for them."""
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
        compressed = _compressed if index else _compressed_by_column
        body = _affine(layer, compressed(layer.weight))
        source = add(f"layer{index}.affine", body, _spliced(source, layer.offsets))
        if layer.bent:
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


def _affine(layer: Layer, matrix: bytes) -> bytes:
    name = "FixedAffineComponent"
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


def _compressed(matrix: NDArray[np.float64]) -> bytes:
    """Kaldi's CompressedMatrix "CM3": a byte an entry, one range for the whole matrix."""
    low, span = _range(matrix)
    steps = np.clip(np.round((matrix - low) / span * _BYTE), 0, _BYTE).astype(np.uint8)
    return _token("CM3") + struct.pack("<ffii", low, span, *matrix.shape) + steps.tobytes()


def _compressed_by_column(matrix: NDArray[np.float64]) -> bytes:
    """Kaldi's CompressedMatrix "CM": a byte an entry; each column has its own quartiles (16 bits
    each, of the whole range), and finer steps where its entries are many. Columns in a row."""
    low, span = _range(matrix)
    quartiles = (np.quantile(matrix, (0, 0.25, 0.75, 1), axis=0) - low) / span * _WORD
    marks = np.clip(np.round(quartiles), 0, _WORD - 3)  # room for each to lie above the last
    for above in (1, 2, 3):
        marks[above] = np.maximum(marks[above], marks[above - 1] + 1)
    steps = [
        np.round(np.interp(column, low + mark / _WORD * span, _STEPS))
        for column, mark in zip(matrix.T, marks.T, strict=True)
    ]
    heads, entries = marks.T.astype("<u2").tobytes(), np.array(steps).astype(np.uint8).tobytes()
    return _token("CM") + struct.pack("<ffii", low, span, *matrix.shape) + heads + entries


def _range(matrix: NDArray[np.float64]) -> tuple[float, float]:
    low = float(matrix.min())
    return low, max(float(matrix.max()) - low, 1e-5)


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
