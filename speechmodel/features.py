"""MFCC as the model's conf/mfcc.conf makes Kaldi compute them, and where they lie in time."""

from functools import cache
from pathlib import Path
from typing import Final

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

from speechmodel.sound import RATE, Wave

Features = NDArray[np.float32]
DIM: Final = 80
WINDOW_MS: Final = 40  # resolves the harmonics: tones are heard by them
STEP: Final = RATE // 100
LOW_HZ, HIGH_HZ = 20, 7800


@cache
def _options() -> knf.MfccOptions:
    options = knf.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.frame_length_ms = WINDOW_MS
    options.frame_opts.dither = 0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = options.num_ceps = DIM
    options.mel_opts.low_freq, options.mel_opts.high_freq = LOW_HZ, HIGH_HZ
    options.use_energy = False
    return options


def mfcc(wave: Wave) -> Features:
    """[frames, DIM], a frame each 10 ms. `wave`: at RATE in int16's range, at least one window."""
    online = knf.OnlineMfcc(_options())
    online.accept_waveform(RATE, wave.tolist())
    online.input_finished()
    return np.stack([online.get_frame(i) for i in range(online.num_frames_ready)])


def centres(frames: int) -> NDArray[np.int64]:
    """The sample in the middle of each frame's window."""
    return np.arange(frames) * STEP + WINDOW_MS * RATE // 2000


def write_conf(path: Path) -> None:
    path.write_text(
        f"--sample-frequency={RATE}\n--use-energy=false\n--frame-length={WINDOW_MS}\n"
        f"--num-mel-bins={DIM}\n--num-ceps={DIM}\n--low-freq={LOW_HZ}\n--high-freq={HIGH_HZ}\n"
        "--dither=0\n"
    )
