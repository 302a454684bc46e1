package io.gradstep.demos.export;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.ParameterTensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes any module as a PyTorch module that computes its graph gate by gate, with parameters under the names of its
 * tensors.
 */
final class GateSource {
    /** PyTorch takes some microseconds a gate, and Python some time to compile so many lines. */
    private static final int MAX_GATES = 20_000;

    private final IdentityHashMap<Value, String> names = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private GateSource() {}

    /**
     * Returns the definition of a class {@code Gates}.
     *
     * @param inputs of one row
     * @param outputs computed from them
     * @throws IllegalArgumentException if there are too many gates, or PyTorch has no function for one; the message
     *     says what can be exported
     */
    static String of(List<ParameterTensor> tensors, List<Value> inputs, List<Value> outputs) {
        GateSource source = new GateSource();
        for (int i = 0; i < inputs.size(); i++) {
            source.names.put(inputs.get(i), "x[%d]".formatted(i));
        }
        for (ParameterTensor tensor : tensors) {
            source.name(tensor);
        }
        Value last = Value.sum(outputs);
        List<Value> order = Graph.of(last).topologicalOrder();
        if (order.size() > MAX_GATES) {
            throw new IllegalArgumentException(
                    "a module can be exported if it has at most %d values, but this one has %d; an Mlp of any size can"
                            .formatted(MAX_GATES, order.size()));
        }
        for (Value value : order) {
            if (value != last && !source.names.containsKey(value)) {
                source.add(value);
            }
        }
        String results = outputs.stream().map(source.names::get).collect(Collectors.joining(", "));
        return CLASS.replace(
                        "%lines%",
                        source.lines.stream()
                                .map(line -> "        " + line + "\n")
                                .collect(Collectors.joining()))
                .replace("%outputs%", results);
    }

    /** Returns the call that makes an instance. */
    static String instance(List<ParameterTensor> tensors) {
        return tensors.stream()
                .map(tensor -> "    \"%s\": (%s),\n".formatted(tensor.name(), tuple(tensor.shape())))
                .collect(Collectors.joining("", "Gates({\n", "})"));
    }

    private static String tuple(List<Integer> shape) {
        return shape.stream().map(length -> length + ",").collect(Collectors.joining(" "));
    }

    private void name(ParameterTensor tensor) {
        List<Integer> shape = tensor.shape();
        for (int i = 0; i < tensor.values().size(); i++) {
            List<String> place = new ArrayList<>();
            int rest = i;
            for (int length : ImmutableList.copyOf(shape).reverse()) {
                place.add(0, Integer.toString(rest % length));
                rest /= length;
            }
            String index = shape.isEmpty() ? "" : "[" + String.join(", ", place) + "]";
            names.put(tensor.values().get(i), "p[\"%s\"]%s".formatted(tensor.name(), index));
        }
    }

    private void add(Value value) {
        String name = "v" + lines.size();
        List<String> operands = IntStream.range(0, value.operandCount())
                .mapToObj(i -> names.get(value.operand(i)))
                .toList();
        String code = value.isLeaf() ? "torch.tensor(%s)".formatted(number(value.data())) : code(value.op(), operands);
        lines.add(name + " = " + code);
        names.put(value, name);
    }

    private static String number(double number) {
        return Double.isFinite(number) ? Double.toString(number) : "float(\"%s\")".formatted(number);
    }

    private static String code(Gate gate, List<String> operands) {
        if (gate instanceof Op op) {
            return code(op, operands);
        }
        throw cannot(gate);
    }

    private static String code(Op op, List<String> operands) {
        String a = operands.get(0);
        String b = operands.get(operands.size() > 1 ? 1 : 0);
        String all = "torch.stack([" + String.join(", ", operands) + "])";
        return switch (op) {
            case ADD -> a + " + " + b;
            case SUB -> a + " - " + b;
            case MUL -> a + " * " + b;
            case DIV -> a + " / " + b;
            case POW -> a + " ** " + b;
            case XLOGY -> "torch.xlogy(%s, %s)".formatted(a, b);
            case ATAN2 -> "torch.atan2(%s, %s)".formatted(a, b);
            case HYPOT -> "torch.hypot(%s, %s)".formatted(a, b);
            // PyTorch's own maximum halves the gradient where both are equal.
            case MAX -> "torch.where(%1$s >= %2$s, %1$s, %2$s)".formatted(a, b);
            case MIN -> "torch.where(%1$s <= %2$s, %1$s, %2$s)".formatted(a, b);
            case LESS_THAN -> "torch.where(%s < %s, 1.0, 0.0)".formatted(a, b);
            case GREATER_THAN -> "torch.where(%s > %s, 1.0, 0.0)".formatted(a, b);
            case AT_MOST -> "torch.where(%s <= %s, 1.0, 0.0)".formatted(a, b);
            case AT_LEAST -> "torch.where(%s >= %s, 1.0, 0.0)".formatted(a, b);
            case EQUAL_TO -> "torch.where(%s == %s, 1.0, 0.0)".formatted(a, b);
            case WHERE -> "torch.where(%s != 0, %s, %s)".formatted(a, b, operands.get(2));
            case SUM -> all + ".sum()";
            case NORM -> "torch.linalg.vector_norm(" + all + ")";
            case LOG_SUM_EXP -> all + ".logsumexp(0)";
            case SOFTMAX -> all + ".softmax(0)[0]";
            case LOG_SOFTMAX -> all + ".log_softmax(0)[0]";
            case DOT -> dot(operands);
            default -> unary(op, a);
        };
    }

    private static String dot(List<String> operands) {
        List<String> weights = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            weights.add(operands.get(i));
            inputs.add(operands.get(i + 1));
        }
        String pairs = "torch.stack([%s]) @ torch.stack([%s])"
                .formatted(String.join(", ", weights), String.join(", ", inputs));
        return operands.size() % 2 == 0 ? pairs : pairs + " + " + operands.get(operands.size() - 1);
    }

    private static String unary(Op op, String operand) {
        Activation activation;
        try {
            activation = Activation.of(op);
        } catch (IllegalArgumentException e) {
            throw cannot(op);
        }
        String function = ActivationCode.of(activation).torch();
        boolean isLambda = function.startsWith("lambda") || function.equals("step");
        return (isLambda ? "(%s)(%s)" : "%s(%s)").formatted(function, operand);
    }

    private static IllegalArgumentException cannot(Gate gate) {
        return new IllegalArgumentException(
                ("the module has the gate %s, for which PyTorch has no function; modules of any other gates can be"
                                + " exported")
                        .formatted(gate.functionName()));
    }

    private static final String CLASS = """


            class Gates(nn.Module):
                \"""Computes a recorded graph gate by gate.\"""

                def __init__(self, shapes):
                    super().__init__()
                    for name, shape in shapes.items():
                        *path, last = name.split(".")
                        place = self
                        for part in path:
                            if part not in place._modules:
                                place.add_module(part, nn.Module())
                            place = place._modules[part]
                        place.register_parameter(last, nn.Parameter(torch.zeros(shape)))

                def forward(self, x):
                    p = dict(self.named_parameters())
            %lines%        return torch.stack([%outputs%])
            """;
}
