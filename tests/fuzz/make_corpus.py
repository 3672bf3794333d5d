#!/usr/bin/env python3
"""Writes tests/fuzz/corpus: for each reader files that it reads (good-...) and files that lie.

Usage: make_corpus.py     Needs nothing but Python; takes images and weights from the fixtures of the other tests.
"""
import corpus_data
import corpus_images
import corpus_texts
import corpus_weights

if __name__ == "__main__":
    for make in (corpus_data.cifar, corpus_data.text, corpus_data.wav, corpus_images.images, corpus_images.cache,
                 corpus_weights.safetensors, corpus_weights.torch, corpus_texts.texts_of_json):
        make()
