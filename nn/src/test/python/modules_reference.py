"""Outputs and gradients of PyTorch's modules, which ModulesTest expects of Gradstep's: python3 modules_reference.py

Parameter k of a module, from 1, is 0.3 sin k (weights of normalisations 1 more). The gradient is that of Σ k·output[k]
by the three inputs.
"""

import torch

torch.set_default_dtype(torch.float64)


def ramp(*shape, start=0):
    count = torch.Size(shape).numel()
    return (0.3 * torch.sin(torch.arange(start + 1.0, start + count + 1))).reshape(shape)


x = torch.tensor([[0.5, -1.0, 2.0, 0.25], [1.5, 0.75, -0.5, -2.0], [-0.125, 3.0, 1.0, 0.5]], requires_grad=True)


def show(name, y):
    (dx,) = torch.autograd.grad((torch.arange(1.0, y.numel() + 1).reshape(y.shape) * y).sum(), x)
    print(name, y.flatten().tolist(), dx.flatten().tolist(), sep="\n")


norm = torch.nn.LayerNorm(4, eps=1e-5)
norm.weight.data, norm.bias.data = 1 + ramp(4), ramp(4, start=4)
show("LayerNorm", norm(x))

show("RMSNorm", x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5) * (1 + ramp(4)))

lstm, start = torch.nn.LSTM(4, 3), 0
for parameter in lstm.parameters():
    parameter.data = ramp(*parameter.shape, start=start)
    start += parameter.numel()
show("LSTM", lstm(x.unsqueeze(1))[0].squeeze(1))

w = ramp(4, 4, 4)
q, k, v = [(x @ w[i].T).reshape(3, 2, 2).transpose(0, 1) for i in range(3)]
later = torch.ones(3, 3).triu(1).bool()
shares = (q @ k.transpose(1, 2) / 2**0.5).masked_fill(later, float("-inf")).softmax(-1)
show("attention of two heads", (shares @ v).transpose(0, 1).reshape(3, 4) @ w[3].T)
