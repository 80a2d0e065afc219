"""Run all stages and put the finished model in its place; see scripts/build_speech_model."""

import argparse
import itertools
import json
import multiprocessing
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from server.transcribe import fst, grammar, models, ngram_fst
from speechmodel import (
    aligned,
    corpus,
    espeak,
    evaluation,
    features,
    frames,
    graph,
    net,
    nnet3,
    numerals,
    sound,
    speech,
    syllables,
    text,
    training,
    variants,
)  # fmt: skip
from speechmodel.net import Net
from speechmodel.stages import key, say, stage

Sounds = NDArray[np.float16]
SEED: Final = 2024
THREADS: Final = 1
"""Fixed: the last bits depend on it. A second thread gains a third on an idle machine, and waits
for the first on a busy one."""


@dataclass(frozen=True)
class Size:
    """How much of everything. Shards are 10 minutes of speech."""

    shards: int
    width: int
    passes: float
    first_shards: int
    first_width: int
    first_passes: float


FULL: Final = Size(shards=96, width=384, passes=10, first_shards=6, first_width=128, first_passes=8)
QUICK: Final = Size(shards=5, width=128, passes=24, first_shards=2, first_width=64, first_passes=12)
SHARD_SECONDS: Final = 600.0
DECODING: Final = """\
--min-active=200
--max-active=2000
--beam=11.0
--lattice-beam=4.0
--acoustic-scale=0.4
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=1.0
--endpoint.rule4.min-trailing-silence=2.0
"""
SMOOTHING: Final = grammar.Smoothing(worth=4.1e-7)
"""Leaves out as much as it must, for the model to stay below 4 MB."""
MADE: Final = (
    "Kaldi nnet3 trained from nothing by scripts/build_speech_model, on speech synthesised with "
    "espeak-ng (Vietnamese voices) from the project's own sentences; no downloaded weights or data."
)


def acoustic(work: Path, size: Size) -> tuple[Path, str]:
    """Speech, then a first net on guessed borders, then the net on borders it heard: its file."""
    torch.set_num_threads(THREADS)
    spoken = corpus.spoken()
    heard = key(spoken, code=(speech, espeak, variants, sound, features))
    shards = [work / "speech" / f"{number:03}.npz" for number in range(size.shards)]
    stage(
        "speech", work / "speech" / "done", key(heard, size.shards), lambda: _speak(shards, spoken)
    )
    learnt = key(heard, size, SEED, THREADS, code=(aligned, net, training, syllables))
    first = work / "first.pt"
    stage("first net", first, learnt, lambda: _train_first(first, shards, size))
    final = work / "net.pt"
    return final, stage("net", final, learnt, lambda: _train(final, first, shards, size))


def _speak(shards: list[Path], sentences: list[str]) -> None:
    data = variants.install(shards[0].parent)
    with _processes() as pool:
        jobs = [
            pool.submit(speech.shard, path, data, sentences, SHARD_SECONDS, SEED + number)
            for number, path in enumerate(shards)
        ]
        for count, job in enumerate(as_completed(jobs), start=1):
            job.result()
            if count % 8 == 0:
                say(f"  {count} of {len(shards)} shards")
    (shards[0].parent / "done").touch()


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"))


def _train_first(path: Path, shards: list[Path], size: Size) -> None:
    sounds, labels = aligned.load(shards[: size.first_shards], None)
    _learn(path, size.first_width, sounds, labels, size.first_passes)


def _train(path: Path, first: Path, shards: list[Path], size: Size) -> None:
    with _processes() as pool:
        parts = list(pool.map(_aligned, shards, itertools.repeat(first)))
    sounds, labels = (np.concatenate(of_shards) for of_shards in zip(*parts, strict=True))
    say(f"  {len(sounds) / 360_000:.1f} hours aligned")
    _learn(path, size.width, sounds, labels, size.passes)


def _aligned(shard: Path, first: Path) -> tuple[Sounds, aligned.Labels]:
    """As the first net hears it."""
    torch.set_num_threads(THREADS)
    heard_by, prior = load(first)
    logs = np.log(prior).astype(np.float32)
    return aligned.load([shard], lambda sound: heard_by.every_frame(sound) - logs)


def _learn(path: Path, width: int, sounds: Sounds, labels: aligned.Labels, passes: float) -> None:
    torch.manual_seed(SEED)
    one = Net(width)
    training.train(one, sounds, labels, passes, SEED, lambda line: say(f"  {line}"))
    prior = training.priors(labels)
    torch.save({"width": width, "net": one.state_dict(), "prior": prior}, path)


def load(path: Path) -> tuple[Net, NDArray[np.float64]]:
    """A trained net and the priors of its outputs."""
    stored = torch.load(path, weights_only=False)
    found = Net(stored["width"])
    found.load_state_dict(stored["net"])
    return found.eval(), stored["prior"]


def assemble(model: Path, net_file: Path) -> None:
    """Vosk's directory: am, conf, graph."""
    shutil.rmtree(model, ignore_errors=True)
    for part in ("am", "conf", "graph"):
        (model / part).mkdir(parents=True)
    trained, prior = load(net_file)
    phones = {number: syllables.pdf_of(name) for name, number in syllables.PHONES.items()}
    nnet3.write(model / "am" / "final.mdl", phones, trained.layers(), prior)
    features.write_conf(model / "conf" / "mfcc.conf")
    (model / "conf" / "model.conf").write_text(DECODING)
    graph.write(model / "graph", text.vocabulary())
    words = model / "graph" / "words.txt"
    grammar.write(model / "graph" / "Gr.fst", corpus.counted(), words, SMOOTHING)


def evaluate(model: Path, out: Path, *options: str) -> dict[str, Any]:
    """In another process: Vosk and torch do not meet."""
    command = [sys.executable, "-m", "speechmodel.evaluation", str(model), str(out), *options]
    subprocess.run(command, check=True)
    return dict(json.loads(out.read_text()))


def build(work: Path, model: Path, *, quick: bool) -> None:
    net_file, learnt = acoustic(work, QUICK if quick else FULL)
    draft = work / "model"
    wanted = key(
        learnt, DECODING, SMOOTHING, _texts(), text.vocabulary(),
        code=(nnet3, graph, grammar, fst, ngram_fst, corpus, frames, numerals),
    )  # fmt: skip
    drawn = stage("export and graph", draft, wanted, lambda: assemble(draft, net_file))
    report = work / "evaluation.json"
    options = ["--quick"] if quick else []
    stage(
        "evaluation", report, key(drawn, corpus.held_out(), code=(evaluation,)),
        lambda: evaluate(draft, report, *options),
    )  # fmt: skip
    models.make_manifest(draft, MADE, measured=json.loads(report.read_text()))
    _replace(model, draft)
    weight = sum(file.stat().st_size for file in model.rglob("*") if file.is_file())
    say(f"{model}: {weight / 1e6:.2f} MB")


def _texts() -> list[str]:
    """All that the grammar is made of."""
    folders = (text.folder(name) for name in ("hand", "counted", "frames", "slots"))
    listed = (*text.words(), *text.phrases(), *text.names())
    return [*(line for folder in folders for line in folder), *listed]


def _replace(model: Path, draft: Path) -> None:
    """In one move: who reads `model` meanwhile sees the old one or the new one."""
    model.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = (model.with_name(model.name + end) for end in (".new", ".old"))
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(draft, fresh)
    if model.exists():
        model.rename(old)
    fresh.rename(model)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", type=Path, help="the directory to make")
    arguments.add_argument("--work", type=Path, required=True, help="where stages are kept")
    arguments.add_argument("--quick", action="store_true", help="a small one, within 3 minutes")
    given = arguments.parse_args()
    build(given.work, given.model, quick=given.quick)


if __name__ == "__main__":
    main()
