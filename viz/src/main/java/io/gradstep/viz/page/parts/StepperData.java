package io.gradstep.viz.page.parts;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.text.Operator;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.graph.drawing.CardFormula;
import io.gradstep.viz.graph.drawing.Folding;
import io.gradstep.viz.graph.drawing.Neurons;
import io.gradstep.viz.graph.drawing.PartCircuits;
import io.gradstep.viz.svg.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The data of a stepper page as JSON: the nodes with their values, the gates with their rules, and for each backward
 * step the node, the operand, the local derivative, its symbol, and how it follows from values; in a view of neurons
 * also the card that each node belongs to; in a folded circuit the head of its part.
 *
 * <p>Everything else on the page is a product or sum of these, which JavaScript computes to the same bits.
 */
public final class StepperData {
    private final Trace trace;
    private final Graph graph;
    private final @Nullable Neurons neurons;
    private final @Nullable Folding folding;
    private final Json json = new Json();

    /** Takes the trace to play and how the picture on the page shows its graph. */
    public StepperData(Trace trace, View view) {
        this.trace = trace;
        this.graph = trace.graph();
        this.neurons = isOfNeurons(graph, view) ? new Neurons(graph, false) : null;
        this.folding = folding(graph, view).orElse(null);
    }

    /** Whether a graph is shown as cards of neurons. */
    public static boolean isOfNeurons(Graph graph, View view) {
        return shown(graph, view) == View.NEURONS;
    }

    /** The parts of a graph that its picture shows as one box each, if there are any. */
    public static Optional<Folding> folding(Graph graph, View view) {
        return shown(graph, view) == View.CIRCUIT ? Folding.of(graph) : Optional.empty();
    }

    /** The circuits of the parts that a graph's picture shows as one box each, if there are any. */
    public static Optional<PartCircuits> circuits(Graph graph, View view) {
        return isOfNeurons(graph, view)
                ? Optional.of(PartCircuits.ofNeurons(graph))
                : folding(graph, view).map(folding -> PartCircuits.of(graph, folding));
    }

    private static View shown(Graph graph, View view) {
        return view == View.AUTO ? View.suiting(graph) : view;
    }

    /** {@return the data} Takes time and memory linear in the number of steps. */
    public String json() {
        json.beginObject();
        json.name("nodes").beginArray();
        Map<String, Gate> gates = new LinkedHashMap<>();
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            addNode(node, i);
            if (!node.isLeaf()) {
                gates.putIfAbsent(node.op().functionName(), node.op());
            }
        }
        json.endArray();
        json.name("gates").beginObject();
        gates.values().forEach(this::addGate);
        json.endObject();
        json.name("legend").string(Notation.LEGEND);
        json.name("backward").beginArray();
        Notation notation = CardFormula.notation(graph);
        for (int i = graph.size() - 1; i >= 0; i--) {
            addBackward(i, notation);
        }
        json.endArray();
        if (neurons != null) {
            json.name("owners").beginArray();
            for (int i = 0; i < graph.size(); i++) {
                json.number(neurons.owner(i));
            }
            json.endArray();
        }
        if (folding != null) {
            json.name("folded").beginArray();
            for (int i = 0; i < graph.size(); i++) {
                json.number(folding.head(i));
            }
            json.endArray();
        }
        return json.endObject().toString();
    }

    private void addNode(Value node, int i) {
        json.beginObject();
        if (!graph.isNumber(i)) {
            json.name("name").string(Text.visible(CardFormula.name(graph, i)));
        }
        json.name("value").number(trace.value(i));
        if (!node.isLeaf()) {
            json.name("op").string(node.op().functionName());
            json.name("operands").beginArray();
            for (int k = 0; k < graph.operandCount(i); k++) {
                json.number(graph.operandIndex(i, k));
            }
            json.endArray();
        }
        if (node.isConstant()) {
            json.name("constant").bool(true);
        } else if (node.isLeaf()) {
            json.name("leaf").bool(true);
        }
        json.endObject();
    }

    private void addGate(Gate gate) {
        json.name(gate.functionName()).beginObject();
        json.name("symbol").string(Text.visible(gate.symbol()));
        json.name("form").string(form(gate));
        json.name("rule").string(Text.visible(gate.explanation()));
        json.endObject();
    }

    /** The notation of a gate: before, between, or around its operands. */
    private static String form(Gate gate) {
        Operator operator = gate instanceof Op op ? Operator.of(op) : null;
        if (operator == null) {
            return "call";
        }
        return operator.prefix() ? "prefix" : gate == Op.POW ? "tight" : "infix";
    }

    /** All edges of a gate, in the order of a trace, which lacks those that a condition closes: it may open them. */
    private void addBackward(int node, Notation notation) {
        double[] operands = IntStream.range(0, graph.operandCount(node))
                .mapToDouble(k -> trace.value(graph.operandIndex(node, k)))
                .toArray();
        for (int k = 0; k < operands.length; k++) {
            if (!graph.node(graph.operandIndex(node, k)).isConstant()) {
                double local = graph.node(node).op().derivative(k, operands, trace.value(node));
                json.beginArray().number(node).number(k).number(local);
                json.string(Text.visible(notation.local(node, k)));
                notation.formula(node, k).ifPresent(formula -> json.string(Text.visible(formula)));
                json.endArray();
            }
        }
    }
}
