"""The acoustic model: a small time-delay network on MFCC, one output per 30 ms.

Trained to name the unit of each frame; `layers()` gives it as Kaldi wants it: affine maps over
spliced frames, batch norms folded in.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import relu

from speechmodel.features import DIM
from speechmodel.syllables import UNITS

EVERY: Final = 3
"""Input frames per output: Vosk reckons word times by it (--frame-subsampling-factor)."""
_KERNELS: Final = ((9, 1), (3, 1), (3, 1), (3, 1), (3, 2), (3, 4))
"""(frames, dilation in outputs) of each layer; the first walks in steps of EVERY frames, the last
looks far: a tone is high or low beside its neighbours only."""
_NECK: Final = 0.375
"""A layer's frames come through a bottleneck of this share of its width: half the bytes."""
REACH: Final = 4 + EVERY * (1 + 1 + 1 + 2 + 4)
"""Frames seen to each side of an output's frame."""


@dataclass(frozen=True)
class Layer:
    """weight @ frames at t + offsets, joined, + bias; and no less than 0 where it is `bent`."""

    offsets: tuple[int, ...]
    weight: NDArray[np.float64]
    bias: NDArray[np.float64]
    bent: bool


class Net(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.scale = nn.BatchNorm1d(DIM, affine=False)
        neck = round(width * _NECK)
        (frames, _), *others = _KERNELS
        self.first = nn.Conv1d(DIM, width, frames, stride=EVERY, bias=False)
        self.necks = nn.ModuleList(
            nn.Conv1d(width, neck, frames, dilation=dilation, bias=False)
            for frames, dilation in others
        )
        self.maps = nn.ModuleList(nn.Conv1d(neck, width, 1, bias=False) for _ in others)
        self.norms = nn.ModuleList(nn.BatchNorm1d(width) for _ in _KERNELS)
        self.out = nn.Conv1d(width, len(UNITS), 1)

    def forward(self, frames: Tensor) -> Tensor:
        """[batch, DIM, time] → [batch, units, outputs]: output k stands at frame REACH + 3k."""
        x = relu(self.norms[0](self.first(self.scale(frames))))
        for neck, widen, norm in zip(self.necks, self.maps, self.norms[1:], strict=True):
            x = relu(norm(widen(neck(x))))
        return self.out(x)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def every_frame(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log-probabilities [frames, units] of one utterance, at each frame and not each third."""
        self.eval()
        padded = np.pad(features, ((REACH, REACH + EVERY - 1), (0, 0)), mode="edge").T
        shifts = np.stack([padded[:, at : padded.shape[1] - EVERY + 1 + at] for at in range(EVERY)])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heard = self(torch.from_numpy(shifts))
        scores = heard.float().log_softmax(1)  # [shift, units, outputs]
        woven = scores.permute(2, 0, 1).reshape(-1, len(UNITS))
        return woven[: len(features)].numpy()  # type: ignore[no-any-return]

    def layers(self) -> list[Layer]:
        """For Kaldi. Input scaling and batch norms are folded into weights and biases."""
        scale = 1 / torch.sqrt(self.scale.running_var.double() + self.scale.eps)
        mean = self.scale.running_mean.double()
        frames, _ = _KERNELS[0]
        weight, bias = _folded(self.first, self.norms[0])
        weight = weight * scale[None, :, None]
        bias = bias - (weight * mean[None, :, None]).sum((1, 2))
        found = [_layer(weight, bias, _offsets(frames, 1), bent=True)]
        for (frames, dilation), neck, widen, norm in zip(
            _KERNELS[1:], self.necks, self.maps, self.norms[1:], strict=True
        ):
            offsets = _offsets(frames, EVERY * dilation)
            found.append(_layer(neck.weight, torch.zeros(len(neck.weight)), offsets, bent=False))
            found.append(_layer(*_folded(widen, norm), (0,), bent=True))
        return [*found, _layer(self.out.weight, self.out.bias, (0,), bent=False)]


def _offsets(frames: int, step: int) -> tuple[int, ...]:
    return tuple(step * (i - frames // 2) for i in range(frames))


def _folded(convolve: nn.Conv1d, norm: nn.BatchNorm1d) -> tuple[Tensor, Tensor]:
    """Weight and bias with the batch norm in them."""
    assert norm.running_mean is not None and norm.running_var is not None
    gain = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    bias = norm.bias.double() - norm.running_mean.double() * gain
    return convolve.weight.double() * gain[:, None, None], bias


def _layer(weight: Tensor, bias: Tensor, offsets: tuple[int, ...], *, bent: bool) -> Layer:
    return Layer(offsets, _spliced(weight.double()), bias.detach().double().numpy(), bent)


def _spliced(weight: Tensor) -> NDArray[np.float64]:
    """[out, in, kernel] → [out, kernel × in]: a block of columns per offset."""
    return weight.detach().permute(0, 2, 1).reshape(len(weight), -1).numpy()  # type: ignore[no-any-return]
