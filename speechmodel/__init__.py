"""The embedded speech model, made from nothing: `scripts/build_speech_model`.

Stages, each a module, each kept in the build directory so that a rerun does only what changed:
text (our sentences) → speech (espeak-ng voices, noise, rooms) → aligned (features and labels) →
net (training) → nnet3 (export) → graph (lexicon and grammar) → evaluation (Vosk hears it all).
"""
