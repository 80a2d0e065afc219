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
"""(width, dilation in outputs) of each layer; the first walks in steps of EVERY frames, the last
looks far: a tone is high or low beside its neighbours only."""
REACH: Final = 4 + EVERY * (1 + 1 + 1 + 2 + 4)
"""Frames seen to each side of an output's frame."""


@dataclass(frozen=True)
class Layer:
    """relu(weight @ frames at t + offsets, joined, + bias); the last has no relu."""

    offsets: tuple[int, ...]
    weight: NDArray[np.float64]
    bias: NDArray[np.float64]


class Net(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.scale = nn.BatchNorm1d(DIM, affine=False)
        sizes = (DIM, *[width] * len(_KERNELS))
        self.maps = nn.ModuleList(
            nn.Conv1d(a, b, kernel, stride=EVERY if first else 1, dilation=dilation, bias=False)
            for first, a, b, (kernel, dilation) in zip(
                (True, *[False] * len(_KERNELS)), sizes, sizes[1:], _KERNELS, strict=False
            )
        )
        self.norms = nn.ModuleList(nn.BatchNorm1d(width) for _ in _KERNELS)
        self.out = nn.Conv1d(width, len(UNITS), 1)

    def forward(self, frames: Tensor) -> Tensor:
        """[batch, DIM, time] → [batch, units, outputs]: output k stands at frame REACH + 3k."""
        x = self.scale(frames)
        for convolve, norm in zip(self.maps, self.norms, strict=True):
            x = relu(norm(convolve(x)))
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
        found = []
        scale = 1 / torch.sqrt(self.scale.running_var.double() + self.scale.eps)
        mean = self.scale.running_mean.double()
        for index, (convolve, norm) in enumerate(zip(self.maps, self.norms, strict=True)):
            gain = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
            weight = convolve.weight.double() * gain[:, None, None]
            bias = norm.bias.double() - norm.running_mean.double() * gain
            step = EVERY
            if index == 0:
                weight = weight * scale[None, :, None]
                bias = bias - (weight * mean[None, :, None]).sum((1, 2))
                step = 1
            kernel, dilation = _KERNELS[index]
            offsets = tuple(step * dilation * (i - kernel // 2) for i in range(kernel))
            found.append(Layer(offsets, _spliced(weight), bias.detach().numpy()))
        last, bias = self.out.weight.double(), self.out.bias.double()
        return [*found, Layer((0,), _spliced(last), bias.detach().numpy())]


def _spliced(weight: Tensor) -> NDArray[np.float64]:
    """[out, in, kernel] → [out, kernel × in]: a block of columns per offset."""
    return weight.detach().permute(0, 2, 1).reshape(len(weight), -1).numpy()  # type: ignore[no-any-return]
