"""The notebook's loop in NumPy, as a process: the first line it reads is the task; each later one
is a number of epochs to train, answered with the seconds that took and the bits of the loss.
"""

import json
import struct
import sys
import time

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Network:
    def __init__(self, task):
        self.task = task
        points = np.array(task["points"])
        self.X, self.y = points[:, :2], points[:, 2:]
        self.epoch = 0
        self.W, self.b, at = [None], [None], 0
        for n_in, n_out in zip(task["sizes"], task["sizes"][1:]):
            self.W.append(np.array(task["parameters"][at : at + n_out * n_in]).reshape(n_out, n_in))
            at += n_out * n_in
            self.b.append(np.array(task["parameters"][at : at + n_out]).reshape(n_out, 1))
            at += n_out
        self.v = [[0 * p for p in group[1:]] for group in (self.W, self.b)]
        self.s = [[0 * p for p in group[1:]] for group in (self.W, self.b)]
        self.steps = 0
        self.Z, self.A = self.forward(self.X)
        self.loss = self.loss_of(self.Z[-1])

    def forward(self, X):
        Z, A, last = [None], [X], len(self.W) - 1
        for i in range(1, last + 1):
            Z.append(A[i - 1] @ self.W[i].T + self.b[i].T)
            A.append(np.tanh(Z[i]) if i < last and self.task["hidden"] == "tanh" else sigmoid(Z[i]))
        return Z, A

    def loss_of(self, z):
        each = np.logaddexp(0, z) - self.y * z
        return float(each.mean() if self.task["mean"] else each.sum())

    def step(self, A, y):
        last = len(self.W) - 1
        delta = (A[last] - y) / len(y) if self.task["mean"] else A[last] - y
        dW, db = [None] * (last + 1), [None] * (last + 1)
        for i in range(last, 0, -1):
            dW[i] = delta.T @ A[i - 1]
            db[i] = delta.sum(axis=0).reshape(-1, 1)
            if i > 1:
                slope = 1 - A[i - 1] ** 2 if self.task["hidden"] == "tanh" else A[i - 1] * (1 - A[i - 1])
                delta = (delta @ self.W[i]) * slope
        self.steps += 1
        for group, (parameters, grads) in enumerate(((self.W, dW), (self.b, db))):
            for i in range(1, last + 1):
                parameters[i] -= self.task["learningRate"] * self.direction(group, i - 1, grads[i])

    def direction(self, group, i, grad):
        if self.task["optimizer"] != "adam":
            return grad
        v, s = self.v[group], self.s[group]
        v[i] = 0.9 * v[i] + (1 - 0.9) * grad
        s[i] = 0.999 * s[i] + (1 - 0.999) * grad**2
        return (v[i] / (1 - 0.9**self.steps)) / (np.sqrt(s[i] / (1 - 0.999**self.steps)) + 1e-8)

    def train(self, epochs):
        size = self.task["batchSize"]
        for _ in range(epochs):
            if size is None:
                self.step(self.A, self.y)
            else:
                order = self.orders[self.epoch % len(self.orders)]
                for start in range(0, len(order), size):
                    chosen = order[start : start + size]
                    self.step(self.forward(self.X[chosen])[1], self.y[chosen])
            self.epoch += 1
            self.Z, self.A = self.forward(self.X)
            self.loss = self.loss_of(self.Z[-1])


task = json.loads(sys.stdin.readline())
network = Network(task)
network.orders = [np.array(order) for order in task["orders"]]
print(np.__version__, flush=True)
for line in sys.stdin:
    before = time.perf_counter()
    network.train(int(line))
    print(time.perf_counter() - before, struct.pack(">d", network.loss).hex(), flush=True)
