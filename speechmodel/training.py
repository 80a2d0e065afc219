"""Train the net on labelled frames: windows drawn at any place, so any phase of 30 ms is learnt."""

import math
import time
from collections.abc import Callable
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from speechmodel.aligned import UNTOLD, Labels
from speechmodel.net import EVERY, REACH, Net
from speechmodel.syllables import UNITS

_BATCH: Final = 64
_OUTPUTS: Final = 48
"""Outputs per window: 1.44 s."""
_PEAK: Final = 2.5e-3
_WARM_UP: Final = 150
Say = Callable[[str], None]


def priors(labels: Labels) -> NDArray[np.float64]:
    """How often each pdf is heard, a little smoothed."""
    counts = np.bincount(labels[labels != UNTOLD], minlength=len(UNITS)) + 10.0
    return np.asarray(counts / counts.sum())


def train(
    net: Net, features: NDArray[np.float16], labels: Labels, passes: float, seed: int, say: Say
) -> None:
    """`passes` times as many frames as there are, with a warm-up and a cosine to nearly nothing."""
    draw = np.random.default_rng(seed)
    window = np.arange(EVERY * (_OUTPUTS - 1) + 2 * REACH + 1)
    middle = REACH + EVERY * np.arange(_OUTPUTS)
    steps = max(1, int(passes * len(features) / (_BATCH * EVERY * _OUTPUTS)))
    optimiser = torch.optim.AdamW(net.parameters(), lr=_PEAK, weight_decay=1e-3)
    net.train()
    began, told, loss_sum, hits, frames = time.monotonic(), 0, 0.0, 0, 0
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = _rate(step, steps)
        starts = draw.integers(0, len(features) - len(window), size=(_BATCH, 1))
        x = torch.from_numpy(features[starts + window].astype(np.float32)).transpose(1, 2)
        y = torch.from_numpy(labels[starts + middle].astype(np.int64))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = net(x)
        loss = cross_entropy(scores.float(), y, ignore_index=UNTOLD)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        known = y != UNTOLD
        loss_sum += loss.item()
        hits += int((scores.argmax(1) == y)[known].sum())
        frames += int(known.sum())
        told += 1
        if told * 20 >= steps or step == steps - 1:
            say(
                f"{(step + 1) / steps:4.0%}  loss {loss_sum / told:.3f}  "
                f"frames right {hits / frames:.1%}  {time.monotonic() - began:.0f} s"
            )
            told, loss_sum, hits, frames = 0, 0.0, 0, 0


def _rate(step: int, steps: int) -> float:
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return _PEAK * min((step + 1) / _WARM_UP, max(0.003, cosine))
