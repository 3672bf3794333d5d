#!/usr/bin/env python3
"""A peer of `mixup-bench bench pictures`: seconds in which torchvision makes batches of photographs on one core.

Usage: pictures.py '{"folder": "imagenet/train", "count": 512, "batch": 64, "bicubic": false}'
ImageFolder, RandomResizedCrop(224), flip, ToTensor, Normalize with Pillow, in a DataLoader of this process.
"""
import json
import sys
import time

import torch
from torchvision import datasets, transforms


def main():
    case = json.loads(sys.argv[1])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    how = transforms.InterpolationMode.BICUBIC if case["bicubic"] else transforms.InterpolationMode.BILINEAR
    data = datasets.ImageFolder(case["folder"], transforms.Compose([
        transforms.RandomResizedCrop(224, interpolation=how), transforms.RandomHorizontalFlip(), transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]))
    drawn = torch.utils.data.RandomSampler(data, replacement=True, num_samples=case["count"] + case["batch"])
    batches = iter(torch.utils.data.DataLoader(data, case["batch"], sampler=drawn))
    next(batches)
    start, busy = time.perf_counter(), time.process_time()
    count = sum(len(labels) for _, labels in batches)
    print(json.dumps({"count": count, "seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - busy}))


main()
