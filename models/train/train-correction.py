"""
Trains the correction of joints on the examples of virtual golfers and writes it as ONNX.

    /usr/bin/python3 models/train/train-correction.py --examples FOLDER --into models/trained/joint-correction.onnx

Needs Debian's python3-torch; nothing of it is needed to run or test the product. The same examples and seed give the
same network on the same machine.
"""
import argparse
import json
import math
import os

import numpy as np
import torch
from torch import nn

WINDOW = (-2, -1, 0, 1, 2)  # rows of 50 ms: device/swing/correction/correction-features.ts
BATCH_ROWS = 64  # of the exported network
HELD_OUT_EVERY = 12  # every so many golfers only watch
# A downswing is over in a quarter of a second and matters most: its moments weigh as much as the long rest of a swing.
IMPACT_WEIGHT, IMPACT_MS = 3.0, 160.0

# Joints in the order of device/swing/correction/corrected-joint.ts.
SHOULDERS, ELBOWS, WRISTS, HANDS, HIPS, KNEES, ANKLES = (3, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 14), (15, 16)
SEGMENTS = [SHOULDERS, HIPS]
TURNS = len(SEGMENTS)
for side in (0, 1):
    SEGMENTS += [
        (SHOULDERS[side], ELBOWS[side]),
        (ELBOWS[side], WRISTS[side]),
        (HIPS[side], KNEES[side]),
        (KNEES[side], ANKLES[side]),
        (SHOULDERS[side], HIPS[side]),
    ]


DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Correction(nn.Module):
    """One encoder for every moment of the window, one head for the middle one."""

    def __init__(self, mean, scale, joints, width, features):
        super().__init__()
        self.features = features
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.encode = nn.Sequential(nn.Linear(features, width), nn.SiLU())
        self.mix = nn.Sequential(
            nn.Linear(width * len(WINDOW), 2 * width), nn.SiLU(), nn.Linear(2 * width, 2 * width), nn.SiLU()
        )
        self.residual = nn.Linear(2 * width, joints * 3)
        self.deviation = nn.Linear(2 * width, joints * 3)

    def forward(self, window):
        moments = window.reshape(-1, len(WINDOW), self.features)
        z = (moments - self.mean) * self.scale
        strangeness = (z[:, 2] ** 2).mean(dim=1, keepdim=True).sqrt()
        hidden = self.mix(self.encode(z.clamp(-6, 6)).flatten(1))
        return self.residual(hidden), torch.exp(self.deviation(hidden).clamp(-7, 0)), strangeness


class Exported(nn.Module):
    """The same with its weights kept in half precision: a file half as large, computed in full."""

    def __init__(self, trained):
        super().__init__()
        self.features = trained.features
        for name, value in trained.state_dict().items():
            kept = value if name in ("mean", "scale") else value.half()
            self.register_buffer(name.replace(".", "_"), kept)

    def linear(self, x, name):
        weight = getattr(self, f"{name}_weight").float()
        return torch.matmul(x, weight.t()) + getattr(self, f"{name}_bias").float()

    def forward(self, window):
        moments = window.reshape(BATCH_ROWS, len(WINDOW), self.features)
        z = (moments - self.mean) * self.scale
        middle = z[:, 2]
        strangeness = (middle * middle).mean(dim=1, keepdim=True).sqrt()
        silu = lambda x: x * torch.sigmoid(x)
        encoded = silu(self.linear(z.clamp(-6, 6), "encode_0"))
        hidden = silu(self.linear(encoded.reshape(BATCH_ROWS, -1), "mix_0"))
        hidden = silu(self.linear(hidden, "mix_2"))
        deviation = torch.exp(self.linear(hidden, "deviation").clamp(-7, 0))
        return self.linear(hidden, "residual"), deviation, strangeness


def load(folders):
    """All examples of the folders, one after the other, on the machine's graphics card where it has one."""
    parts = [load_folder(folder) for folder in folders]
    starts = np.cumsum([0] + [len(part[0]) for part in parts])
    windows = torch.cat([part[2] + int(start) for part, start in zip(parts, starts)])
    features, targets, weights = (torch.cat([part[k] for part in parts]) for k in (0, 1, 6))
    seeds, views, heavy = (np.concatenate([part[k] for part in parts]) for k in (3, 4, 5))
    on = DEVICE
    return features.to(on), targets.to(on), windows.to(on), seeds, views, heavy, weights.to(on)


def load_folder(folder):
    with open(os.path.join(folder, "sequences.json")) as file:
        about = json.load(file)
    features = np.fromfile(os.path.join(folder, "features.f32"), dtype=np.float32)
    features = torch.from_numpy(features.reshape(-1, about["momentFeatures"]))
    targets = np.fromfile(os.path.join(folder, "targets.f32"), dtype=np.float32)
    targets = torch.from_numpy(targets.reshape(-1, about["joints"] * 3))
    windows = np.zeros((len(features), len(WINDOW)), dtype=np.int64)
    seeds = np.zeros(len(features), dtype=np.int64)
    views = np.zeros(len(features), dtype=np.int64)
    heavy = np.zeros(len(features), dtype=bool)
    weights = np.ones(len(features), dtype=np.float32)
    start = 0
    for sequence in about["sequences"]:
        rows = np.arange(len(sequence["timesMs"]))
        for k, offset in enumerate(WINDOW):
            windows[start + rows, k] = start + np.clip(rows + offset, 0, len(rows) - 1)
        seeds[start + rows] = sequence["seed"]
        views[start + rows] = len(sequence["cameras"])
        heavy[start + rows] = sequence["model"] == "heavy"
        from_impact = np.abs(np.array(sequence["timesMs"]) - sequence["impactMs"])
        weights[start + rows] += IMPACT_WEIGHT * np.exp(-((from_impact / IMPACT_MS) ** 2))
        start += len(rows)
    return features, targets, torch.from_numpy(windows), seeds, views, heavy, torch.from_numpy(weights)


def huber(x, delta):
    a = x.abs()
    return torch.where(a < delta, 0.5 * a * a / delta, a - 0.5 * delta)


def loss_of(residual, deviation, target, weight):
    error = residual - target
    joints = error.reshape(len(error), -1, 3)
    loss = huber(error, 0.03).mean(dim=1)
    for k, (a, b) in enumerate(SEGMENTS):
        share = 0.25 if k < TURNS else 0.12
        loss = loss + share * huber(joints[:, a] - joints[:, b], 0.02).mean(dim=1)
    # The spread learns from the errors as they are; it must not pull at them.
    nll = torch.log(deviation) + 0.5 * (error.detach() / deviation) ** 2
    return (weight * (loss + 0.003 * nll.mean(dim=1))).mean()


def heading(joints, pair):
    line = joints[:, pair[0]] - joints[:, pair[1]]
    return torch.atan2(line[:, 2], line[:, 0]) * 180 / math.pi


def recited(base, residual, target):
    """
    How much of the turns of shoulders and pelvis is recited from the arms instead of measured: what the error shares
    with that part of the true turn which the arms do not tell. Least squares alone recites a little, since it errs by
    less so; at 0 a turn is found as far from what usually goes with such arms as it truly is, at -1 not at all.
    """
    truth = (base + target).reshape(len(base), -1, 3)
    found = (base + residual).reshape(len(base), -1, 3)
    middle = truth[:, HIPS].mean(dim=1, keepdim=True)
    arms = (truth[:, [*WRISTS, *ELBOWS]] - middle).flatten(1)
    rows = torch.cat([torch.ones(len(arms), 1, device=arms.device), arms, arms**2], dim=1)
    gram = rows.T @ rows + 1e-3 * torch.eye(rows.shape[1], device=rows.device)
    shares = []
    for a, b in (SHOULDERS, HIPS):
        true_line, line = truth[:, a] - truth[:, b], found[:, a] - found[:, b]
        length = true_line[:, (0, 2)].norm(dim=1, keepdim=True).clamp(min=0.03)
        # The level angle from the true line to the found one is small: its sine is it.
        error = (true_line[:, 0] * line[:, 2] - true_line[:, 2] * line[:, 0]) / length[:, 0] ** 2
        turn = true_line[:, (0, 2)] / length
        rest = turn - rows @ torch.linalg.solve(gram, rows.T @ turn)
        along = turn[:, 0] * rest[:, 1] - turn[:, 1] * rest[:, 0]
        shares.append((error * along).sum() / (along**2).sum().clamp(min=1e-6))
    return torch.stack(shares)


def report(name, model, features, targets, windows, rows):
    """Median and 95 % of the errors of the two turns, before and after, and of joints."""
    with torch.no_grad():
        parts = [model(features[windows[part]].flatten(1)) for part in torch.split(rows, 4096)]
    residual = torch.cat([part[0] for part in parts])
    deviation = torch.cat([part[1] for part in parts])
    joints = targets.shape[1] // 3
    base = features[rows][:, : joints * 3].reshape(-1, joints, 3)
    truth = base + targets[rows].reshape(-1, joints, 3)
    found = base + residual.reshape(-1, joints, 3)
    words = []
    for turn, pair in (("shoulder", SHOULDERS), ("pelvis", HIPS)):
        for what, points in (("raw", base), ("corrected", found)):
            wrong = (heading(points, pair) - heading(truth, pair) + 540) % 360 - 180
            q = torch.quantile(wrong.abs()[:100000], torch.tensor([0.5, 0.95], device=DEVICE))
            words.append(f"{turn} {what} {q[0]:.1f}/{q[1]:.1f}°")
    apart = (residual - targets[rows]).reshape(-1, joints, 3).norm(dim=2).median() * 100
    shares = recited(features[rows][:, : joints * 3], residual, targets[rows])
    words.append(f"recited {shares[0]:.2f}, {shares[1]:.2f}")
    z = ((residual - targets[rows]) / deviation).abs()
    words.append(f"joints {apart:.1f} cm, within 1.64 deviations {(z < 1.645).float().mean():.3f}")
    print(f"  {name}: " + ", ".join(words), flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--examples", nargs="+", default=[".swingbay/examples"])
    arguments.add_argument("--into", default="models/trained/joint-correction.onnx")
    arguments.add_argument("--epochs", type=int, default=30)
    arguments.add_argument("--width", type=int, default=128)
    arguments.add_argument("--share", type=float, default=0.4, help="of the examples, drawn anew each epoch: neighbours are much alike")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    torch.manual_seed(options.seed)
    features, targets, windows, seeds, views, heavy, weights = load(options.examples)
    watching = torch.from_numpy(seeds % HELD_OUT_EVERY == 0).to(DEVICE)
    learning = torch.nonzero(~watching).flatten()
    mean = features[learning].mean(dim=0)
    scale = 1 / features[learning].std(dim=0).clamp(min=1e-3)
    scale[features[learning].std(dim=0) < 1e-6] = 0
    model = Correction(mean, scale, targets.shape[1] // 3, options.width, features.shape[1]).to(DEVICE)
    print(f"{len(features)} examples of {len(set(seeds))} golfers, {sum(p.numel() for p in model.parameters())} weights")
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=2e-3)
    size = 512
    taken = int(len(learning) * options.share)
    steps = math.ceil(taken / size) * options.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=3e-3, total_steps=steps, pct_start=0.15)
    noise = 0.02 / scale.clamp(min=1e-6) * (scale > 0)
    for epoch in range(options.epochs):
        model.train()
        order = learning[torch.randperm(len(learning), device=DEVICE)[:taken]]
        total = 0.0
        for rows in torch.split(order, size):
            window = features[windows[rows]]
            window = window + torch.randn_like(window) * noise
            residual, deviation, _ = model(window.flatten(1))
            loss = loss_of(residual, deviation, targets[rows], weights[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total = total + loss.detach() * len(rows)
        print(f"epoch {epoch + 1}: {float(total) / taken:.5f}", flush=True)
        if (epoch + 1) % 10 == 0 or epoch + 1 == options.epochs:
            model.eval()
            for count in (1, 2, 3):
                rows = torch.nonzero(watching & torch.from_numpy((views == count) & heavy).to(DEVICE)).flatten()
                if len(rows) > 0:
                    report(f"heavy, {count} views", model, features, targets, windows, rows)
    model = model.cpu().eval()
    exported = Exported(model).eval()
    os.makedirs(os.path.dirname(options.into), exist_ok=True)
    torch.onnx.export(
        exported,
        torch.zeros(BATCH_ROWS, len(WINDOW) * features.shape[1]),
        options.into,
        opset_version=13,
        do_constant_folding=False,
        input_names=["window"],
        output_names=["residual", "deviation", "strangeness"],
    )
    z = (features[learning] - mean) * scale
    strange = torch.quantile((z**2).mean(dim=1).sqrt()[:: max(1, len(z) // 100000)], torch.tensor([0.5, 0.99, 0.999], device=DEVICE))
    print(f"strangeness of what was learnt: median {strange[0]:.3f}, 99 % {strange[1]:.3f}, 99.9 % {strange[2]:.3f}")
    print(f"{options.into}: {os.path.getsize(options.into)} bytes")


main()
