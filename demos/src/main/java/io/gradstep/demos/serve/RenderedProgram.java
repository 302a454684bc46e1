package io.gradstep.demos.serve;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.drill.Drill;
import io.gradstep.demos.explain.DerivativeProgram;
import io.gradstep.engine.Expansion;
import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.NonFiniteGradient;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.expr.SyntaxException;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.StepperPage;
import io.gradstep.viz.page.Worksheet;
import io.gradstep.viz.page.parts.StepperParts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The result of running a request's program: the page's data and the downloads. */
final class RenderedProgram {
    /** More would be slow to draw and to play, also in the browser; the command line draws graphs of any size. */
    static final int MAX_VALUES = 1000;

    /** Each operand is a wire and a backward step; the limit allows three per value. */
    static final int MAX_OPERANDS = 3 * MAX_VALUES;

    /**
     * The initial values of inputs to which the program gives none: different ones, so that gradients are, and positive
     * ones, for logarithms and roots.
     */
    private static final List<Double> STARTS = List.of(2.0, 3.0, 0.5, 1.5, 4.0, 2.5, 5.0, 3.5);

    /** More than the distance between any two starts: what each further round of them adds. */
    private static final double NEXT_ROUND = 5;

    private final PlaygroundRequest request;
    private final Program program;
    private final Map<String, Double> begins;
    private final Evaluation evaluation;
    private final Graph graph;

    private RenderedProgram(
            PlaygroundRequest request,
            Program program,
            Map<String, Double> begins,
            Evaluation evaluation,
            Graph graph) {
        this.request = request;
        this.program = program;
        this.begins = begins;
        this.evaluation = evaluation;
        this.graph = graph;
    }

    /**
     * Runs a program forward and backward.
     *
     * @throws SyntaxException if the program has a mistake
     * @throws RequestException if it has too many values
     */
    static RenderedProgram of(PlaygroundRequest request) throws RequestException {
        Program program = Program.parse(request.program());
        Map<String, Double> begins = begins(program);
        Map<String, Double> values = new HashMap<>();
        begins.forEach((name, begin) -> values.put(name, request.values().getOrDefault(name, begin)));
        Evaluation evaluation = program.evaluate(values);
        Value output = evaluation.output();
        checkSize(Graph.of(output));
        Graph graph = Graph.of(request.expand() ? Expansion.primitives(output) : output);
        checkSize(graph);
        graph.backward();
        return new RenderedProgram(request, program, begins, evaluation, graph);
    }

    /** The values of the inputs before any is changed, in their order. */
    private static Map<String, Double> begins(Program program) {
        Map<String, Double> begins = new LinkedHashMap<>();
        int open = 0;
        for (Program.Input input : program.inputs()) {
            double begin =
                    input.defaultValue().isPresent() ? input.defaultValue().getAsDouble() : start(open++);
            begins.put(input.name(), begin);
        }
        return begins;
    }

    private static double start(int open) {
        int round = open / STARTS.size();
        return STARTS.get(open % STARTS.size()) + round * NEXT_ROUND;
    }

    private static void checkSize(Graph graph) throws RequestException {
        if (graph.edgeCount() > MAX_OPERANDS) {
            throw new RequestException(
                    RequestException.UNPROCESSABLE,
                    ("the gates of this program take %,d operands, but the playground draws at most %,d; use 'gradstep"
                                    + " render' for more")
                            .formatted(graph.edgeCount(), MAX_OPERANDS));
        }
        if (graph.size() > MAX_VALUES) {
            throw new RequestException(
                    RequestException.UNPROCESSABLE,
                    "this program has %,d values, but the playground draws at most %,d; use 'gradstep render' for more"
                            .formatted(graph.size(), MAX_VALUES));
        }
    }

    private Picture picture() {
        return Picture.of(graph).view(request.view());
    }

    String svg() {
        return picture().svg();
    }

    byte[] png() {
        return picture().png();
    }

    String html() {
        return StepperPage.of(Trace.of(graph)).view(request.view()).html();
    }

    /** A sheet to print. */
    Worksheet worksheet() {
        return Worksheet.of(Trace.of(graph));
    }

    /** Problems on the program, the first with its values. */
    Drill drill(boolean everything, long seed, int items) {
        Map<String, Double> values = new LinkedHashMap<>();
        begins.forEach((name, begin) -> values.put(name, request.values().getOrDefault(name, begin)));
        return Drill.on(program, values, everything, seed, items);
    }

    /** Returns the page's data as JSON: picture, steps, inputs and notes; or an error message. */
    static String page(PlaygroundRequest request) throws RequestException {
        try {
            return json(of(request)::writePage);
        } catch (SyntaxException e) {
            // Expected while the user is typing; an error status would be logged by the browser.
            return json(json -> json.name("error").value(e.getMessage()));
        } catch (LayoutException e) {
            return json(json -> json.name("error").value(e.getMessage()));
        }
    }

    /** Returns the program of the derivative that is asked for as JSON. */
    static String derivative(PlaygroundRequest request) throws RequestException {
        if (request.by() == null) {
            throw new RequestException(
                    RequestException.BAD_REQUEST,
                    "a derivative needs the name of a value in 'by', as in \"by\": \"x\"");
        }
        RenderedProgram of = of(request);
        try {
            Program derivative = DerivativeProgram.of(of.program, of.evaluation, request.by());
            return json(json -> json.name("program").value(derivative.toString()));
        } catch (CommandException e) {
            throw new RequestException(RequestException.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the circuit of the picture's box that is asked for, a closed dialog in HTML, as JSON. */
    static String circuit(PlaygroundRequest request) throws RequestException {
        String box = request.box();
        if (box == null) {
            throw new RequestException(
                    RequestException.BAD_REQUEST, "a circuit needs the id of a box in 'box', as in \"box\": \"n12\"");
        }
        RenderedProgram of = of(request);
        try {
            String dialog = StepperParts.circuit(of.graph, request.view(), box);
            return json(json -> json.name("dialog").value(dialog));
        } catch (IllegalArgumentException e) {
            throw new RequestException(RequestException.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }

    private void writePage(JsonWriter json) throws IOException {
        json.name("picture").value(picture().svg());
        json.name("data").jsonValue(StepperParts.data(Trace.of(graph), request.view()));
        json.name("opens").beginObject();
        for (Map.Entry<String, String> box :
                StepperParts.opening(graph, request.view()).entrySet()) {
            json.name(box.getKey()).value(box.getValue());
        }
        json.endObject();
        Map<Value, Integer> indices = new HashMap<>();
        for (int i = 0; i < graph.size(); i++) {
            indices.put(graph.node(i), i);
        }
        json.name("inputs").beginArray();
        for (int i = 0; i < program.inputs().size(); i++) {
            Program.Input input = program.inputs().get(i);
            json.beginObject().name("name").value(input.name());
            json.name("node").value(indices.get(evaluation.inputs().get(i)));
            number(json.name("begins"), Objects.requireNonNull(begins.get(input.name())));
            json.endObject();
        }
        json.endArray().name("notes").beginArray();
        for (String note : notes()) {
            json.value(note);
        }
        writeFindings(json, indices);
        json.endArray();
    }

    /**
     * Notes on numbers, each with the node that computes it, or the gate and operand that it passes, to appear then.
     */
    private void writeFindings(JsonWriter json, Map<Value, Integer> indices) throws IOException {
        NonFinite value = graph.firstNonFinite().orElse(null);
        if (value != null) {
            json.beginObject().name("text").value(value.message() + ".");
            json.name("node").value(indices.get(value.node())).endObject();
        }
        for (NonFiniteGradient gradient : graph.firstNonFiniteGradients()) {
            json.beginObject().name("text").value(gradient.message() + ".");
            json.name("node").value(indices.get(gradient.node()));
            json.name("position").value(gradient.position()).endObject();
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        List<String> open = program.inputs().stream()
                .filter(input ->
                        input.defaultValue().isEmpty() && !request.values().containsKey(input.name()))
                .map(input -> Printer.name(input.name()))
                .toList();
        if (!open.isEmpty()) {
            boolean one = open.size() == 1;
            notes.add("The program gives no value for %s; %s. Change %s below, or write %s = 2."
                    .formatted(
                            list(open),
                            one ? "a small number stands in" : "small numbers stand in",
                            one ? "it" : "them",
                            open.get(0)));
        }
        program.numbers()
                .forEach((name, number) -> notes.add(("%s is the number %s; to make it a variable, write %s =" + " 2.")
                        .formatted(name, number, name)));
        List<String> idle = graph.unreachable(evaluation.inputs()).stream()
                .map(input -> Printer.name(String.valueOf(input.name())))
                .toList();
        if (!idle.isEmpty()) {
            notes.add("The output does not depend on %s.".formatted(list(idle)));
        }
        return notes;
    }

    private static String list(List<String> names) {
        int most = 6;
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() > most ? shown + " and %d more".formatted(names.size() - most) : shown;
    }

    private static void number(JsonWriter json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.value(number);
        } else {
            json.value(Double.toString(number));
        }
    }

    private interface Writing {
        void to(JsonWriter json) throws IOException;
    }

    private static String json(Writing content) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(true); // it also stands in pages
            json.beginObject();
            content.to(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }
}
